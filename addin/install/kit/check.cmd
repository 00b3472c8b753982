@echo off
rem Drop workbooks or folders onto this file: they are checked and the report opens.
rem The names are not taken from the arguments: Explorer quotes a name with a space but not one with an
rem ampersand, and what follows the ampersand would be run. Python reads them from the command line instead.
setlocal DisableDelayedExpansion
set "QINGJIAN_SCRIPT=%~nx0"
set "QINGJIAN=%LOCALAPPDATA%\qingjian\python\python.exe"
if not exist "%QINGJIAN%" set "QINGJIAN=%ProgramData%\qingjian\python\python.exe"
if not exist "%QINGJIAN%" goto missing
setlocal EnableDelayedExpansion
set "QINGJIAN_LINE=!cmdcmdline!"
"!QINGJIAN!" -I -B -X utf8 -m qingjian_addin.dropped
goto end
:missing
echo @scripts.not_installed@
:end
pause
rem Not exit /b: cmd would go on with what follows an ampersand in a name.
exit
