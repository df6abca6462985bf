extension InitialPipeline {
  static let querns = """
    # Querns

    A quern is a pair of stones for grinding grain by hand. The lower stone lies still; the upper one, the
    handstone or runner, is moved over it.

    ## The saddle quern

    The oldest kind is a hollowed slab. The miller kneels behind it and pushes a smaller stone back and forth with
    both hands. Saddle querns were in use before farming began, for wild seeds and ochre as well as for grain.

    ## The rotary quern

    From the Iron Age on, two round stones turn one upon the other. Grain is poured into a hole in the middle of the
    upper stone, a handle near its rim turns it, and flour leaves at the edge all around. One person grinds enough
    for a household in about an hour a day.

    """

  static let millstones = """
    Millstones and their dress

    In a water or wind mill, power turns the runner stone above a fixed bedstone. The two never touch: the miller sets
    the gap with a lever called the tentering gear, as thin as brown paper at the rim.

    Both faces are cut with furrows that carry the grain outward, let air in to cool it, and shear it like scissors as
    they cross. The flat parts between the furrows, the lands, do the fine grinding. Stones wear smooth and must be
    dressed again with a steel pick, called a mill bill, after two or three weeks of work.

    French burr, a freshwater quartz from the Marne valley, was prized for white flour because it stays sharp and
    leaves little grit.

    """

  static let rollerMills = """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Roller mills</title></head>
    <body>
    <h1>Roller mills</h1>
    <p>In the 1870s mills in Budapest and Minneapolis began to replace stones with pairs of iron rolls. Grain is not
    ground at once but broken, sifted and broken again, up to a dozen times.</p>
    <h2>Break and reduction</h2>
    <p>Fluted break rolls, one turning faster than the other, open each kernel and scrape the endosperm from the bran.
    Sieves sort the pieces, and smooth reduction rolls turn the middlings into white flour.</p>
    <h2>What was gained and lost</h2>
    <p>Rolls run cool, need no dressing and give more white flour from hard wheat. They also take out the germ and the
    bran, and with them most of the oil, fibre and vitamins.</p>
    </body>
    </html>

    """
}
