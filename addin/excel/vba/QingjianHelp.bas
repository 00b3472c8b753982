Attribute VB_Name = "QingjianHelp"
Option Explicit
'Describes the worksheet functions to Excel's function wizard, in the words of the sheet qingjian.conf.

Private Const FIRST_COLUMN As Long = 4
'One line for a function: its name, its description, how many arguments, then a column for each of these.

Public Sub DescribeFunctions()
    Dim Row As Long
    Row = 1
    Do While ThisWorkbook.Worksheets("qingjian.conf").Cells(Row, FIRST_COLUMN).Value <> ""
        DescribeFunction ThisWorkbook.Worksheets("qingjian.conf").Cells(Row, FIRST_COLUMN)
        Row = Row + 1
    Loop
    ThisWorkbook.Saved = True
End Sub

Private Sub DescribeFunction(ByVal Line As Range)
    Dim Number As Long, Last As Long
    Dim Arguments() As String
    'Without a description the function works all the same.
    On Error Resume Next
    Last = Line.Offset(0, 2).Value
    If Last = 0 Then
        Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & Line.Value, _
            Description:=Line.Offset(0, 1).Value, Category:=Setting("CATEGORY")
        Exit Sub
    End If
    ReDim Arguments(1 To Last)
    For Number = 1 To Last
        Arguments(Number) = Line.Offset(0, 2 + Number).Value
    Next
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & Line.Value, _
        Description:=Line.Offset(0, 1).Value, Category:=Setting("CATEGORY"), ArgumentDescriptions:=Arguments
End Sub
