Attribute VB_Name = "QingjianPython"
Option Explicit
'The way from Excel to Python: one Python process beside Excel, for all workbooks, until Excel ends.
'
'Shortened from the module of xlwings {version} (see the licence below) to what this add-in needs.
'What is left out on purpose:
'  - settings from the active workbook, from files beside it, from the user's profile:
'    only the sheet qingjian.conf of this add-in is read;
'  - the folder of a workbook, or any other word of a workbook, in Python's command line or search path:
'    Python is started isolated (-I), so a .py file beside a workbook is never imported;
'  - Python code inside workbooks (sheets named *.py), licence keys, conda, cmd.exe, log files.
'
'xlwings is distributed under a BSD 3-clause license.
'
'Copyright (C) 2014-present, Zoomer Analytics LLC.
'All rights reserved.
'
'Redistribution and use in source and binary forms, with or without modification,
'are permitted provided that the following conditions are met:
'
'* Redistributions of source code must retain the above copyright notice, this
'  list of conditions and the following disclaimer.
'
'* Redistributions in binary form must reproduce the above copyright notice, this
'  list of conditions and the following disclaimer in the documentation and/or
'  other materials provided with the distribution.
'
'* Neither the name of the copyright holder nor the names of its
'  contributors may be used to endorse or promote products derived from
'  this software without specific prior written permission.
'
'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
'ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
'WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
'DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR
'ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
'(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
'LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
'ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
'(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
'SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

#If Win64 Then
    Private Const LIBRARY_NAME As String = "xlwings64-{version}.dll"
    Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-{version}.dll" (ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
#Else
    Private Const LIBRARY_NAME As String = "xlwings32-{version}.dll"
    Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32-{version}.dll" (ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
#End If
'The wide form: a folder may bear the name of a Chinese user.
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal FileName As LongPtr) As LongPtr

Private Const START As Long = 1

Public Function XLPy()
    'The object through which Python is called; starts it when it does not run.
    LoadOurLibrary
    If 0 <> XLPyDLLActivateAuto(XLPy, PythonCommand, START) Then Err.Raise 1000, Description:=XLPy
End Function

Public Function PythonCommand() As String
    'The same for every workbook, because the library keeps one process for each command.
    PythonCommand = Chr$(34) & Interpreter & Chr$(34) & " -I -B -c " & Chr$(34) _
        & "import xlwings; xlwings.serve('$(CLSID)')" & Chr$(34)
End Function

Public Function Interpreter() As String
    'The first of the places named on our own sheet that holds a Python.
    Static Found As String
    Dim Place As Long
    If Found = "" Then
        Place = 1
        Do While Setting("INTERPRETER " & Place) <> ""
            Found = Expanded(Setting("INTERPRETER " & Place))
            If CreateObject("Scripting.FileSystemObject").FileExists(Found) Then Exit Do
            Found = ""
            Place = Place + 1
        Loop
    End If
    If Found = "" Then Err.Raise 1002, Description:=Setting("NO PYTHON") & Expanded(Setting("INTERPRETER 1"))
    Interpreter = Found
End Function

Public Function Setting(ByVal Key As String) As String
    'A setting of this add-in: from its own sheet and nowhere else.
    Dim Row As Long
    With ThisWorkbook.Worksheets("qingjian.conf")
        Row = 1
        Do While .Cells(Row, 1).Value <> ""
            If .Cells(Row, 1).Value = Key Then
                Setting = .Cells(Row, 2).Value
                Exit Function
            End If
            Row = Row + 1
        Loop
    End With
End Function

Private Sub LoadOurLibrary()
    Dim Folder As String
    Folder = Left$(Interpreter, InStrRev(Interpreter, "\"))
    If LoadLibraryW(StrPtr(Folder & LIBRARY_NAME)) = 0 Then
        Err.Raise 1001, Description:=Setting("NO LIBRARY") & Folder & LIBRARY_NAME
    End If
End Sub

Private Function Expanded(ByVal Path As String) As String
    '%NAME% at the beginning of a path.
    Dim Closing As Long
    Expanded = Path
    If Left$(Path, 1) = "%" Then
        Closing = InStr(2, Path, "%")
        Expanded = Environ$(Mid$(Path, 2, Closing - 2)) & Mid$(Path, Closing + 1)
    End If
End Function
