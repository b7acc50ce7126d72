"""What leaves the house on paper or as a file: certificates and reports as PDF, tables as CSV and XLSX."""

from trainer.reports.papers import Detail, Paper, Report, certificate_pdf, report_pdf
from trainer.reports.parts import Part
from trainer.reports.tables import Cell, Table, csv_of, xlsx_of

__all__ = [
    "Cell",
    "Detail",
    "Paper",
    "Part",
    "Report",
    "Table",
    "certificate_pdf",
    "csv_of",
    "report_pdf",
    "xlsx_of",
]
