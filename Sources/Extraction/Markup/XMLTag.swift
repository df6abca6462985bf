/// What an XML element means for the text around it, by the names that DocBook, JATS, TEI, RSS and plain sense share.
enum XMLTag: Sendable {
  /// On a line of its own: what an unknown element is.
  case line
  case inline
  case paragraph
  case title
  case item
  case row
  case cell
  case preformatted
  case link
  /// Not part of the text: formulas' sources, embedded binaries, code.
  case silent

  /// - Parameter name: without its prefix.
  init(_ name: UnsafePointer<UInt8>) { self = Self.byName[name] ?? .line }

  private static let byName: NameTable<XMLTag> = [
    "b i u s em strong emphasis emph italic bold hi sub sup subscript superscript sc small big font tt": .inline,
    "code literal command option filename varname function replaceable parameter classname constant envar": .inline,
    "type structname structfield application acronym abbrev abbr productname quote firstterm foreignphrase": .inline,
    "systemitem userinput prompt keycap symbol token monospace named-content styled-content span phrase": .inline,
    "tspan email citation citetitle indexterm anchor bookmark var kbd samp r t w c pc lb": .inline,
    "p para simpara formalpara abstract note warning tip caution important blockquote disp-quote": .paragraph,
    "book part preface chapter appendix article section sect1 sect2 sect3 sect4 sect5 sec": .paragraph,
    "refentry refsection refsect1 refsect2 div div1 div2 div3 lg sp front body back text": .paragraph,
    "figure fig table informaltable caption list itemizedlist orderedlist variablelist varlistentry ul ol": .paragraph,
    "channel description summary content record doc page": .paragraph,
    "title article-title head h1 h2 h3 h4 h5 h6 refname": .title,
    "listitem list-item li": .item, "row tr": .row, "entry td th cell": .cell,
    "programlisting screen literallayout synopsis pre preformat verbatim eg": .preformatted,
    "a link ulink ext-link ref uri": .link,
    "script style tex-math annotation annotation-xml binary svg": .silent,
  ]
}
