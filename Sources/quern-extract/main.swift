import Corpus
import Extracting
import Extraction
import Glibc

// Started by quern with a socket as standard input; see ``ExtractorChild``. By hand it only checks its confinement.
switch Array(CommandLine.arguments.dropFirst()) {
case []:
  do {
    try ExtractorChild.serve { uri, bytes, options, emit in
      let session = ExtractionSession(options: options, emit: emit)
      try Extractor().extract(Content(uri: uri, bytes: bytes), in: session)
    }
  } catch {
    complain("quern-extract: does not work alone: it reads documents for quern (use quern run)")
    exit(64)
  }
case ["--self-check"]:
  let check = SelfCheck(memoryBytes: 512 << 20)
  print(check.report)
  exit(check.allRefused ? 0 : 1)
default:
  complain("quern-extract: takes no arguments but --self-check; it is started by quern")
  exit(64)
}

func complain(_ text: String) {
  let line = text + "\n"
  write(STDERR_FILENO, line, line.utf8.count)
}
