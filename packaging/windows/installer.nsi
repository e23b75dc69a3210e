; Windows installer; made by packaging/installers.py on any system that has makensis:
;   makensis -DVERSION=0.1.0 -DSRC=<folder> -DOUT=<setup.exe> -DICON=<ico> installer.nsi
; For one user, without administrator; /S installs silently, /D=path (last, unquoted) elsewhere.
; Ledgers and settings are never touched.
Unicode true
; The official NSIS of Windows has stubs for this target only; Debian has it, too.
Target x86-unicode
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "WinVer.nsh"
!define APPNAME "Jiebei Planner"
!define EXE "jiebei-planner.exe"
!define PROGID "JiebeiPlanner.Ledger.1"
!define UNKEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\JiebeiPlanner"
Name "${APPNAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\JiebeiPlanner"
InstallDirRegKey HKCU "${UNKEY}" "InstallLocation"
RequestExecutionLevel user
ManifestDPIAware true
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
SetDateSave off
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "借呗还款规划"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "借呗还款规划 安装程序"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
LangString BUSY ${LANG_SIMPCHINESE} "请先关闭正在运行的程序，再试一次。"
LangString BUSY ${LANG_ENGLISH} "Please close the running program and try again."
LangString OLD ${LANG_SIMPCHINESE} "需要 Windows 10 或更新的版本。"
LangString OLD ${LANG_ENGLISH} "Windows 10 or later is required."
LangString LEDGER ${LANG_SIMPCHINESE} "借呗还款规划账本"
LangString LEDGER ${LANG_ENGLISH} "Jiebei Planner ledger"
LangString LINK ${LANG_SIMPCHINESE} "借呗还款规划"
LangString LINK ${LANG_ENGLISH} "Jiebei Planner"

; A running program cannot be opened for writing: no mutex and no help of the program is needed.
!macro RefuseWhile PROGRAM
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(BUSY)" /SD IDOK
      SetErrorLevel 5
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro RefuseWhileRunning
  !insertmacro RefuseWhile "${EXE}"
  !insertmacro RefuseWhile "jiebei.exe"
!macroend

!macro DeleteProgram
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\jiebei.exe"
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD)" /SD IDOK
    SetErrorLevel 6
    Abort
  ${EndIf}
FunctionEnd

Section "Program"
  !insertmacro RefuseWhileRunning
  SetShellVarContext current
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    !insertmacro DeleteProgram
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${SRC}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\$(LINK).lnk" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "Software\Classes\.jiebei" "" "${PROGID}"
  WriteRegStr HKCU "Software\Classes\.jiebei" "Content Type" "application/x-jiebei-ledger"
  WriteRegStr HKCU "Software\Classes\.jiebei\OpenWithProgids" "${PROGID}" ""
  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "$(LEDGER)"
  WriteRegStr HKCU "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\${EXE}" "" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${UNKEY}" "DisplayName" "$(LINK)"
  WriteRegStr HKCU "${UNKEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNKEY}" "Publisher" "Jiebei Planner contributors"
  WriteRegStr HKCU "${UNKEY}" "DisplayIcon" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${UNKEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNKEY}" "Shortcut" "$(LINK)"
  WriteRegStr HKCU "${UNKEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNKEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNKEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNKEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNKEY}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  !insertmacro RefuseWhileRunning
  SetShellVarContext current
  !insertmacro DeleteProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only when empty: what the user put there stays
  ReadRegStr $0 HKCU "${UNKEY}" "Shortcut"
  ${If} $0 != ""
    Delete "$SMPROGRAMS\$0.lnk"
  ${EndIf}
  ReadRegStr $0 HKCU "Software\Classes\.jiebei" ""
  ${If} $0 == "${PROGID}"
    DeleteRegKey HKCU "Software\Classes\.jiebei"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${PROGID}"
  DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\${EXE}"
  DeleteRegKey HKCU "${UNKEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
