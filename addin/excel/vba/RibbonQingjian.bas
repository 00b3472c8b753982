Attribute VB_Name = "RibbonQingjian"
Option Explicit
'What the buttons of the ribbon call: each asks Python for the command of its name.
'What is said to the user is Chinese and comes from Python, or from the sheet qingjian.conf:
'the project's code page holds no Chinese, so there is none in this text.

Private Declare PtrSafe Function MessageBoxW Lib "user32" (ByVal Owner As LongPtr, ByVal Text As LongPtr, ByVal Caption As LongPtr, ByVal Kind As Long) As Long

Sub OnValidate(control As IRibbonControl)
    RunCommand "validate"
End Sub

Sub OnNext(control As IRibbonControl)
    RunCommand "next"
End Sub

Sub OnClearMarks(control As IRibbonControl)
    RunCommand "clear_marks"
End Sub

Sub OnFillTotals(control As IRibbonControl)
    RunCommand "fill_totals"
End Sub

Sub OnCarbon(control As IRibbonControl)
    RunCommand "carbon"
End Sub

Sub OnUndo(control As IRibbonControl)
    RunCommand "undo"
End Sub

Sub OnExplain(control As IRibbonControl)
    RunCommand "explain"
End Sub

Sub OnExport(control As IRibbonControl)
    RunCommand "export"
End Sub

Sub OnSelftest(control As IRibbonControl)
    RunCommand "selftest"
End Sub

Sub OnAbout(control As IRibbonControl)
    RunCommand "about"
End Sub

Sub ReleaseStatusBar()
    Application.StatusBar = False
End Sub

Private Sub RunCommand(ByVal Name As String)
    Dim Answer As String
    If ActiveWorkbook Is Nothing Then
        Say Setting("NO WORKBOOK"), vbInformation
        Exit Sub
    End If
    On Error GoTo failed
    XLPy.SetAttr XLPy.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
    'Said here and not from Python: while a box of another process is open, Excel complains that it waits.
    Answer = XLPy.Str(XLPy.Call(XLPy.Module("qingjian_addin.entry"), "run", XLPy.Tuple(Name)))
    'A status line stays until it is taken away.
    Application.OnTime Now + TimeSerial(0, 1, 0), "'" & ThisWorkbook.Name & "'!ReleaseStatusBar"
    If Answer <> "" Then Say Answer, vbInformation
    Exit Sub
failed:
    Say Setting("NO ENGINE") & vbLf & vbLf & Err.Description, vbExclamation
End Sub

Private Sub Say(ByVal Text As String, ByVal Kind As Long)
    'The wide form: MsgBox shows question marks where the system's code page is not Chinese.
    Dim Caption As String
    Caption = Setting("TITLE")
    MessageBoxW Application.Hwnd, StrPtr(Text), StrPtr(Caption), Kind
End Sub
