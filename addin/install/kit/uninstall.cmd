@echo off
rem Removes what install.cmd has put in place; workbooks of the user are not touched.
setlocal DisableDelayedExpansion
if not exist "%~dp0python\python.exe" goto unpack
if not exist "%~dp0install.py" goto unpack
"%~dp0python\python.exe" -I -B -X utf8 "%~dp0install.py" uninstall
goto end
:unpack
echo @scripts.unpack@
:end
pause
