@echo off
rem Runs speechbench on Windows. In a tree of sources, builds it on first use; remove cli\target\app to build again. In an
rem unpacked archive, which has no pom.xml, there is nothing to build. docs\release.md says which arguments cmd.exe changes.
rem With delayed expansion, which the registry may switch on, ! in arguments and folders would be lost.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "APP=%ROOT%"
set "RUNTIME=a Java runtime of version 17 or later is needed: winget install EclipseAdoptium.Temurin.17.JRE"
set "PROFILE="
set "BUILD="
set "ONNX=%ROOT%onnx\target\plugin"
if not exist "%ROOT%pom.xml" goto archive
set "RUNTIME=a JDK of version 17 or later is needed: winget install EclipseAdoptium.Temurin.17.JDK"
set "SET=default"
if defined SPEECHBENCH_PROFILE set "SET=%SPEECHBENCH_PROFILE%"
if defined SPEECHBENCH_PROFILE set "PROFILE=-P %SPEECHBENCH_PROFILE%"
set "APP=%ROOT%cli\target\app\%SET%\"
rem A module that is no part of the application, built where SPEECHBENCH_WITH names it, and with the application ever after.
set "MODULES=cli"
if exist "%ONNX%" set "MODULES=cli,onnx"
if not exist "%APP%built" set "BUILD=1"
if not defined SPEECHBENCH_WITH goto java
if "%SPEECHBENCH_WITH%"=="onnx" goto onnx
echo speechbench: SPEECHBENCH_WITH is '%SPEECHBENCH_WITH%'; the only module that it can name is onnx. 1>&2
exit /b 2

:onnx
set "MODULES=cli,onnx"
if not exist "%ONNX%" set "BUILD=1"
goto java

:archive
if not defined SPEECHBENCH_PROFILE if not defined SPEECHBENCH_WITH goto java
echo speechbench: SPEECHBENCH_PROFILE and SPEECHBENCH_WITH choose what is built from sources, and this is an archive. Unset them; docs\release.md says what there is instead. 1>&2
exit /b 2

rem Folders are never within parentheses, which those of "Program Files (x86)" would close.
:java
set "JAVA=java"
if not defined JAVA_HOME goto version
set "HOME_OF_JAVA=%JAVA_HOME:"=%"
if exist "%HOME_OF_JAVA%\bin\java.exe" set "JAVA=%HOME_OF_JAVA%\bin\java.exe"

rem The option is of Java 16: earlier versions refuse it.
:version
"%JAVA%" --enable-native-access=ALL-UNNAMED -version >nul 2>nul
if not errorlevel 1 goto built
echo speechbench: %RUNTIME% 1>&2
exit /b 2

:built
if not defined BUILD goto run
where mvn >nul 2>nul
if not errorlevel 1 goto build
echo speechbench: Maven 3.8.7 or later is needed, see maven.apache.org 1>&2
exit /b 2

rem 'call' would expand %% in the folder once more, so that Maven is given none.
:build
echo speechbench: building; the first build downloads its libraries 1>&2
pushd "%ROOT%"
call mvn -q -B -pl "%MODULES%" -am -DskipTests -Dspotless.check.skip -Djacoco.skip %PROFILE% package 1>&2
set "STATUS=%ERRORLEVEL%"
popd
if "%STATUS%"=="0" goto run
echo speechbench: the build failed; the lines above say why. 1>&2
exit /b 1

rem speechbench writes UTF-8. The console is set to it and set back, with any language's words before the number.
:run
set "PAGE="
for /f "tokens=2 delims=:." %%c in ('chcp 2^>nul') do set "PAGE=%%c"
if defined PAGE chcp 65001 >nul 2>nul
rem The engine's start would report to its makers otherwise.
set "OPT_OUT_TRACKING=true"
rem Newer JDKs warn of native code, and of sun.misc.Unsafe, unless it is allowed. A backslash before a quotation mark would
rem belong to it, hence the dot.
"%JAVA%" --enable-native-access=ALL-UNNAMED -Dsun.misc.unsafe.memory.access=allow -Dfile.encoding=UTF-8 %SPEECHBENCH_JAVA_OPTS% "-Dspeechbench.home=%ROOT%." -cp "%APP%lib\*;%ONNX%\*;%ROOT%plugins\*" org.speechbench.cli.Main %*
set "STATUS=%ERRORLEVEL%"
if defined PAGE chcp %PAGE% >nul 2>nul
exit /b %STATUS%
