"""Makes talk.pptx (python-pptx) and ledger.xlsx (openpyxl) in the folder given."""
import datetime
import sys

from openpyxl import Workbook
from pptx import Presentation
from pptx.util import Inches

folder = sys.argv[1]
moment = datetime.datetime(2024, 1, 2, 3, 4, 5)

talk = Presentation()
first = talk.slides.add_slide(talk.slide_layouts[1])
first.shapes.title.text = "Two stones"
first.placeholders[1].text = "one turns\none rests"
first.notes_slide.notes_text_frame.text = "Remember to show the stones."
second = talk.slides.add_slide(talk.slide_layouts[5])
# The box comes before the title on purpose.
box = second.shapes.add_textbox(Inches(1), Inches(4), Inches(4), Inches(1))
run = box.text_frame.paragraphs[0].add_run()
run.text = "the river"
run.hyperlink.address = "https://example.org/water"
title = second.shapes.title
title.text = "Water mills"
second.shapes._spTree.remove(title._element)
second.shapes._spTree.append(title._element)
table = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
for row, words in enumerate([["Wheel", "Power"], ["overshot", "high"]]):
    for column, word in enumerate(words):
        table.cell(row, column).text = word
talk.core_properties.title = "Mills, a talk"
talk.core_properties.author = "Ada Miller"
talk.core_properties.created = talk.core_properties.modified = moment
talk.save(f"{folder}/talk.pptx")

book = Workbook()
sheet = book.active
sheet.title = "Ledger"
sheet.append(["Day", "Time", "Amount", "Far"])
sheet.append([datetime.date(2024, 2, 29), datetime.datetime(2024, 2, 29, 13, 30), 0.1 + 0.2, None])
sheet["C3"] = 1234567.5
sheet["C3"].number_format = "#,##0.00"
sheet["B4"] = datetime.time(6, 15)
sheet["C4"] = "=C2+C3"
sheet["A5"] = "source"
sheet["A5"].hyperlink = "https://example.org/ledger"
sheet["XFD6"] = "last column"
book.create_sheet("Empty")
book.create_sheet("Second").append(["two\nlines", True])
book.properties.title = "Ledger"
book.properties.creator = "Ada Miller"
book.properties.created = book.properties.modified = moment
book.save(f"{folder}/ledger.xlsx")
