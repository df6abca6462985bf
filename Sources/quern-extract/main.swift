print("quern-extract")
