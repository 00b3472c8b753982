@echo off
rem Installs for this user only; needs no administrator and no network.
setlocal DisableDelayedExpansion
if not exist "%~dp0python\python.exe" goto unpack
if not exist "%~dp0install.py" goto unpack
"%~dp0python\python.exe" -I -B -X utf8 "%~dp0install.py" install
goto end
:unpack
echo @scripts.unpack@
:end
pause
