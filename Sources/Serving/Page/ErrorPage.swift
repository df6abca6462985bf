/// What a browser shows when the page itself cannot be had.
struct ErrorPage {
  let error: APIError

  var html: HTML {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(error.code.rawValue)</title>
    <style>\(HTML(stringLiteral: PageStyle.css))</style>
    </head>
    <body>
    <header><h1><a href="/">Quern</a></h1></header>
    <main><p class="note" role="alert">\(error.message)</p></main>
    </body>
    </html>
    """
  }
}
