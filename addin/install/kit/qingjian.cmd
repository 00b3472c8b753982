@echo off
rem The command line, for officers: qingjian.cmd check FOLDER
setlocal DisableDelayedExpansion
set "QINGJIAN=%LOCALAPPDATA%\qingjian\python\python.exe"
if not exist "%QINGJIAN%" set "QINGJIAN=%ProgramData%\qingjian\python\python.exe"
if not exist "%QINGJIAN%" goto missing
"%QINGJIAN%" -I -B -X utf8 -m qingjian %*
exit /b %ERRORLEVEL%
:missing
echo @scripts.not_installed@
exit /b 2
