"""A cluster in small: executes Jobs as confined processes of this machine.

Real are the processes and their confinement: namespaces, a root that cannot be written, uid 10001 without capabilities,
no network, a limit on memory, signals and grace. What an API server, a scheduler or a network does is not here.
"""
