@echo off
rem Looks whether everything is in place and writes a log that can be sent to whoever helps.
setlocal DisableDelayedExpansion
set "QINGJIAN=%LOCALAPPDATA%\qingjian\python\python.exe"
if not exist "%QINGJIAN%" set "QINGJIAN=%ProgramData%\qingjian\python\python.exe"
if not exist "%QINGJIAN%" goto missing
"%QINGJIAN%" -I -B -X utf8 -m qingjian_addin.installed
goto end
:missing
echo @scripts.not_installed@
:end
pause
