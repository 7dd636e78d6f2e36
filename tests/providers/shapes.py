"""Files in CQC's shapes for tests: small real ones, and workbooks built on the spot."""

from pathlib import Path

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

DATA = Path(__file__).parent / "data"
HEADINGS = (DATA / "active_locations_headings.txt").read_text(encoding="utf-8").splitlines()
HOME = {
    "Location ID": "1-900000001",
    "Location HSCA start date": "11/12/2020",
    "Dormant (Y/N)": "N",
    "Care home?": "Y",
    "Location Name": "Quilmere House",
    "Location Telephone Number": 1632960001,
    "Care homes beds": 66,
    "Location Latest Overall Rating": "Good",
    "Publication Date": "03/02/2021",
    "Location Local Authority": "Exampleshire",
    "Location Street Address": "1 High Street",
    "Location Postal Code": "EX1 9ZZ",
    "Provider ID": "1-800000001",
    "Provider Name": "Amberquay Care Ltd",
    "Provider Companies House Number": "1234567",
    "Regulated activity - Accommodation for persons who require nursing or personal care": "Y",
    "Service type - Care home service with nursing": "Y",
    "Service user band - Older People": "Y",
}


def rows(*homes: dict) -> list[list]:
    """Heading row and one row for each home, 119 columns."""
    return [HEADINGS, *[[home.get(heading) for heading in HEADINGS] for home in homes]]


def xlsx(path: Path, *homes: dict) -> Path:
    """The monthly workbook, with a note sheet before the data as CQC publishes it."""
    book = openpyxl.Workbook()
    book.active.title = "README"
    book.active.append(["HSCA active locations"])
    sheet = book.create_sheet("HSCA_Active_Locations")
    for row in rows(*homes):
        sheet.append(row)
    book.save(path)
    book.close()
    return path


def ods(path: Path, *homes: dict) -> Path:
    document = OpenDocumentSpreadsheet()
    table = Table(name="HSCA_Active_Locations")
    for row in rows(*homes):
        line = TableRow()
        for value in row:
            if isinstance(value, int):
                cell = TableCell(valuetype="float", value=value)
            else:
                cell = TableCell(valuetype="string")
            cell.addElement(P(text="" if value is None else str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path
