/// Recognises what surrounds the text of a page: menus, headers and footers, banners, what readers do not see.
enum Boilerplate {
  /// - Parameter isInside: whether the element stands inside the page's main content or an article of it.
  static func covers(_ tag: HTMLTag, _ attributes: HTMLAttributes, isInside: Bool) -> Bool {
    switch tag {
    case .navigation, .silent: return true
    case .margin, .aside: if !isInside { return true }
    // A page may carry any class on these; they are its content all the same.
    case .root, .body, .main: return false
    default: break
    }
    return attributes.first { name, value in
      switch attributeNames[name] {
      case .names: hasName(value, tag, isInside: isInside)
      case .role: roles[value] ?? false
      case .hidden: !value.equals("until-found")
      case .ariaHidden: value.equals("true")
      case .style: isHiding(value)
      case nil: false
      }
    }
  }

  private enum AttributeName { case names, role, hidden, ariaHidden, style }

  private static let attributeNames: NameTable<AttributeName> = [
    "class id": .names, "role": .role, "hidden": .hidden, "aria-hidden": .ariaHidden, "style": .style,
  ]

  private static let roles: NameTable<Bool> = ["navigation search banner contentinfo menu menubar": true]

  /// Where a class or an id of that name is boilerplate.
  private enum Place { case anywhere, outsideMain }

  /// The words of DocBook, Sphinx and its themes, Texinfo, MediaWiki, Javadoc, Doxygen and of web sites at large.
  private static let names: NameTable<Place> = [
    "navheader navfooter headerlink sphinxsidebar sphinxsidebarwrapper related wy-nav-side rst-footer-buttons":
      .anywhere,
    "nav-panel copiable-anchor copiable-link anchor-link mw-editsection mw-jump-link navbox top-nav sub-nav": .anywhere,
    "navbar breadcrumb breadcrumbs skip-link skiplink": .anywhere,
    "cookie-banner cookie-consent cookie-notice cookieconsent cc-window gdpr-banner": .anywhere,
    "header footer sidebar menu nav navigation site-header site-footer": .outsideMain,
  ]

  private static func hasName(_ value: UnsafeBufferPointer<UInt8>, _ tag: HTMLTag, isInside: Bool) -> Bool {
    var start = 0
    while start < value.count {
      while start < value.count, value[start] <= 0x20 { start += 1 }
      var end = start
      while end < value.count, value[end] > 0x20 { end += 1 }
      switch names[UnsafeBufferPointer(rebasing: value[start..<end])] {
      case .anywhere: return true
      // Of blocks only: `tr.header` is the first row of a table.
      case .outsideMain: if !isInside, tag == .block || tag == .list { return true }
      case nil: break
      }
      start = end
    }
    return false
  }

  private static func isHiding(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
    guard style.count < 4096 else { return false }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: style.count) { room in
      var count = 0
      for byte in style where byte > 0x20 {
        room[count] = byte &- 0x41 < 26 ? byte | 0x20 : byte
        count += 1
      }
      let rules = UnsafeBufferPointer(rebasing: room[..<count])
      return rules.range(of: "display:none") != nil || rules.range(of: "visibility:hidden") != nil
    }
  }
}
