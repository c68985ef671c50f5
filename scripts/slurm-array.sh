#!/usr/bin/env bash
# Runs a simulation as a real Slurm array on this machine and compares the merged shards with the whole run.
#
# Needs root on Debian or Ubuntu, since it installs slurm-wlm from the system's packages and starts its daemons with a
# configuration of its own in a temporary folder; it ends them when it is done. Build llmplan first (npm ci).
#
# Usage: scripts/slurm-array.sh [CONVERSATIONS] [SHARDS]
set -euo pipefail

conversations="${1:-100000000}"
shards="${2:-16}"
root="$(cd "$(dirname "$0")/.." && pwd)"
llmplan="node $root/dist/cli/main.js"
plan="$root/assumptions/rolepl-ai"
work="$(mktemp -d)"
host="$(hostname -s)"
daemons=()

finish() {
  # Only what was started here.
  for pid in "${daemons[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait "${daemons[@]}" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

if ! command -v slurmctld >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm munge >/dev/null
fi

if ! munge -n >/dev/null 2>&1; then
  install -d -o munge -g munge -m 755 /run/munge
  setpriv --reuid=munge --regid=munge --clear-groups munged --foreground 2>"$work/munged.log" &
  daemons+=($!)
fi

mkdir "$work/state" "$work/spool"
cat >"$work/slurm.conf" <<CONF
ClusterName=llmplan
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES State=UP
CONF
export SLURM_CONF="$work/slurm.conf"
slurmctld -D -i >"$work/slurmctld.log" 2>&1 &
daemons+=($!)
slurmd -D >"$work/slurmd.log" 2>&1 &
daemons+=($!)
for _ in $(seq 60); do
  sinfo --noheader 2>/dev/null | grep -q idle && break
  sleep 0.5
done

cat >"$work/simulate.sh" <<JOB
#!/bin/sh
#SBATCH --job-name=llmplan
#SBATCH --array=1-$shards
#SBATCH --cpus-per-task=1
#SBATCH --output=%A_%a.log
exec $llmplan conversation $plan --conversations $conversations --threads 1 \\
  --shard \$SLURM_ARRAY_TASK_ID/$shards --out s\$SLURM_ARRAY_TASK_ID.json
JOB

cd "$work"
slurm="$(sinfo --version)"
echo "$slurm, $(nproc) CPUs; $conversations conversations in $shards shards"
sinfo | sed "s/$host/node/"
SECONDS=0
sbatch --wait simulate.sh
echo "array done after $SECONDS s"
cat ./*_*.log
$llmplan merge s*.json --json >merged.json
SECONDS=0
$llmplan conversation "$plan" --engine monte-carlo --conversations "$conversations" --json >whole.json 2>whole.err
echo "whole run, all cores: $SECONDS s"
cmp merged.json whole.json
echo "merged.json and whole.json are the same, byte for byte:"
sha256sum merged.json whole.json
