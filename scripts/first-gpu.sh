#!/usr/bin/env bash
# What is worth knowing first about a GPU, in the order of its worth, within a number of minutes:
#
#   SPEECHBENCH_PROFILE=cu124 scripts/first-gpu.sh MINUTES [--device gpu:0] [--size base] [--precision bf16] [--out FOLDER]
#
#   build    the suite, unless it is built; nothing else is begun if that fails
#   doctor   engine, driver, card, memory, precisions
#   demo     the reduced demo: whether everything works from audio to report
#   speed    experiments/gpu.yaml with one round, for the tables of docs/gpu.md
#   scripts  the scripts of training, for the next step
#   checks   scripts/gpu_check.py: whether steps wait for the GPU, and whether equal steps give equal bits
#   peer     one round beside torchaudio
#   tests    the tests that run on a device
#   rounds   experiments/gpu.yaml with as many rounds as the time allows, at most ten
#
# Every step writes to a folder of its own as it goes, so that a run that is cut short leaves what it had; summary.txt has a line
# for each step: how it ended, or why it was left out. A step gets at most half of the time that is left, the first and the last all of it;
# one that would not fit is not begun, and one that takes longer is ended. The values are written into a copy of docs/gpu.md, and into docs/gpu.md itself if they
# are those of a GPU and of size base. Building is part of the time; run './speechbench doctor' before to leave it out.
# PYTHON names another python3, one whose torch was built for CUDA. With --device cpu and --size test it tries all of it on a machine without a GPU.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  echo "first-gpu.sh: $1. Usage: scripts/first-gpu.sh MINUTES [--device gpu:0] [--size base] [--precision bf16] [--out FOLDER]" >&2
  exit 2
}

minutes="${1:-}"
[[ "$minutes" =~ ^[1-9][0-9]*$ ]] || usage "the first argument is '$minutes', not a number of minutes"
shift
device=gpu:0
size=base
precision=""
out=runs/first-gpu
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage "$1 needs a value"
  case "$1" in
    --device) device="$2" ;;
    --size) size="$2" ;;
    --precision) precision="$2" ;;
    --out) out="$2" ;;
    *) usage "there is no option $1" ;;
  esac
  shift 2
done
[ -f pom.xml ] || usage "this is no checkout, and tests and benchmarks are built from sources"
[ ! -e "$out" ] || usage "$out is there already; name another folder with --out"
case "$device" in
  cpu) torch_device=cpu precision="${precision:-fp32}" ;;
  gpu:*) torch_device=cuda precision="${precision:-bf16}" ;;
  *) usage "--device is '$device', not gpu:N or cpu" ;;
esac

python="${PYTHON:-python3}"
end=$((SECONDS + 60 * minutes))
mkdir -p "$out"
summary="$out/summary.txt"

left() { echo $((end > SECONDS ? end - SECONDS : 0)); }

note() { echo "$*" | tee -a "$summary"; }

# step NAME LEAST COMMAND...: runs a command for at most its share of the time, and not at all with less than LEAST seconds.
step() {
  local name="$1" least="$2" began="$SECONDS" status=0 limit
  shift 2
  limit=$(($(left) / 2))
  case "$name" in build | rounds) limit="$(left)" ;; esac
  if [ "$limit" -lt "$least" ]; then
    note "$name: left out, since its share of the time is $limit s and it takes $least s or more"
    return 1
  fi
  timeout --kill-after=20 "$limit" "$@" >"$out/$name.log" 2>&1 || status=$?
  case "$status" in
    0) note "$name: done in $((SECONDS - began)) s" ;;
    124 | 137) note "$name: ended after $((SECONDS - began)) s, since its time was over; $name.log has what it did" ;;
    *) note "$name: failed with status $status after $((SECONDS - began)) s: $(grep -v '^ *$' "$out/$name.log" | tail -n 1)" ;;
  esac
  return "$status"
}

# speed NAME LEAST ROUNDS: experiments/gpu.yaml into a folder of that name. What a trial in a small size measures is short as well.
small=()
if [ "$size" != base ]; then
  small=(--set throughput.seconds=2 --set throughput.warmup_seconds=0.3 --set throughput.measure_seconds=0.6)
fi
speed() {
  step "$1" "$2" ./speechbench throughput experiments/gpu.yaml --device "$device" --size "$size" --precision "$precision" \
    --rounds "$3" ${small[@]+"${small[@]}"} --out "$out/$1"
}

# fill DOCUMENT OPTION...: writes the values of the run with the most rounds into a document.
fill() {
  local document="$1" beside=()
  shift
  [ ! -s "$out/peer.json" ] || beside=(--peer "$out/peer.json")
  "$python" scripts/fill-gpu-tables.py "$document" --run "$out/$measured" ${beside[@]+"${beside[@]}"} "$@" \
    >"$out/filled.txt" 2>&1 || note "values: not written: $(tail -n 1 "$out/filled.txt")"
}

fill_copy() {
  [ -n "$measured" ] || return 0
  cp docs/gpu.md "$out/gpu.md"
  fill "$out/gpu.md" --try
}

engine=(${SPEECHBENCH_PROFILE:+-P "$SPEECHBENCH_PROFILE"})
chosen() { grep -rl --include='*Test.java' TestEngine upstream onnx downstream | sed 's|.*/||; s|\.java$||' | sort -u | paste -sd, -; }
measured=""

# Every step would build again what one that was ended did not finish.
if ! step build 20 ./speechbench --version; then
  note "nothing else was begun, since the suite is not built"
  exit 1
fi

step doctor 20 ./speechbench doctor && cat "$out/doctor.log"

step demo 120 ./speechbench demo --reduced --device "$device" --precision "$precision" --history "$out/history" --out "$out/demo"

began="$SECONDS"
if speed speed 60 1; then
  measured=speed
  fill_copy
fi
round=$((SECONDS - began))

if step scripts 60 mvn -B -q -pl upstream -am test "-Dtest=*GpuCheckTest" -Dsurefire.failIfNoSpecifiedTests=false \
  "-Dspeechbench.scripts=$(cd "$out" && pwd -P)/scripts"; then
  checks=("$python" scripts/gpu_check.py --scripts "$out/scripts" --out "$out/checks.jsonl")
  if [ "$torch_device" = cuda ]; then
    step checks 60 "${checks[@]}"
  else
    note "checks: left out, since these scripts are those for a GPU; step scripts ran them for the CPU"
  fi
fi

beside=(--size base --seconds 15 --measure-seconds 15)
if [ "$size" != base ]; then
  beside=(--size tiny --seconds 2 --measure-seconds 1 --slow-blas)
fi
step peer 60 "$python" bench/peers/torchaudio_hubert.py --device "$torch_device" --precision "$precision" --batch 8 \
  "${beside[@]}" --rounds 1 --json "$out/peer.json" && fill_copy

step tests 120 mvn -B -fae ${engine[@]+"${engine[@]}"} -pl upstream,onnx,downstream -am test "-Dtest=$(chosen)" \
  -Dsurefire.failIfNoSpecifiedTests=false "-Dspeechbench.device=${device/:/}"

if [ -n "$measured" ]; then
  rounds=$(($(left) / (round > 0 ? round : 1)))
  rounds=$((rounds > 10 ? 10 : rounds))
  if [ "$rounds" -lt 2 ]; then
    note "rounds: left out, since $(left) s were left and a round takes $round s"
  elif speed rounds 60 "$rounds"; then
    measured=rounds
    fill_copy
  fi
fi

if [ -n "$measured" ]; then
  note "values: $(tail -n 1 "$out/filled.txt")"
  if [ "$torch_device" = cuda ] && [ "$size" = base ]; then
    fill docs/gpu.md
    note "values: $(tail -n 1 "$out/filled.txt")"
  fi
fi
echo "summary: $summary"
