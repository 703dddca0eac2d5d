@echo off
rem Runs speechbench on Windows; builds it on first use. Remove cli\target\app to build again.
setlocal
set "ROOT=%~dp0"
set "SET=default"
set "PROFILE="
if defined SPEECHBENCH_PROFILE set "SET=%SPEECHBENCH_PROFILE%"
if defined SPEECHBENCH_PROFILE set "PROFILE=-P %SPEECHBENCH_PROFILE%"
set "APP=%ROOT%cli\target\app\%SET%"
rem A module that is no part of the application, built where SPEECHBENCH_WITH names it.
set "ONNX=%ROOT%onnx\target\plugin"
set "MODULES=cli"
if exist "%ONNX%" set "MODULES=cli,onnx"
set "BUILD="
if not exist "%APP%\built" set "BUILD=1"
if "%SPEECHBENCH_WITH%"=="onnx" set "MODULES=cli,onnx"
if "%SPEECHBENCH_WITH%"=="onnx" if not exist "%ONNX%" set "BUILD=1"
set OPT_OUT_TRACKING=true
where java >nul 2>nul
if errorlevel 1 (
  echo speechbench: a JDK of version 17 or later is needed: winget install EclipseAdoptium.Temurin.17.JDK 1>&2
  exit /b 2
)
if defined BUILD (
  where mvn >nul 2>nul
  if errorlevel 1 (
    echo speechbench: Maven 3.8.7 or later is needed, see maven.apache.org 1>&2
    exit /b 2
  )
  call mvn -q -B -f "%ROOT%pom.xml" -pl "%MODULES%" -am -DskipTests %PROFILE% package
  if errorlevel 1 exit /b 1
)
rem Newer JDKs warn of native code, and of sun.misc.Unsafe, unless it is allowed.
java --enable-native-access=ALL-UNNAMED -Dsun.misc.unsafe.memory.access=allow %SPEECHBENCH_JAVA_OPTS% "-Dspeechbench.home=%ROOT%." -cp "%APP%\lib\*;%ONNX%\*;%ROOT%plugins\*" org.speechbench.cli.Main %*
