#!/bin/bash
# slurm.sh PROGRAM SOURCE_DIR - the shipped Slurm files on a Slurm of this machine's own: a sweep
# of 40 cases as 4 tasks, one of which is killed in the middle, merged by dependency, gives the
# tables of the same sweep run here. Starts and stops everything itself, without systemd and
# cgroups. Exit status 77: skipped.
set -euo pipefail
program=$1 source=$2

skip() {
    echo "skipped: $1"
    exit 77
}
for tool in munged slurmctld slurmd sbatch; do
    command -v $tool >/dev/null || [ -x /usr/sbin/$tool ] ||
        skip "$tool is missing; apt-get install slurm-wlm munge"
done
[ "$(id -u)" = 0 ] || skip "slurmctld and slurmd are started as root here"
PATH=$PATH:/usr/sbin

D=$(mktemp -d /tmp/chargeplan-slurm-XXXXXX)
host=$(hostname -s)
port=$((20000 + $$ % 10000 * 2))
mkdir -p "$D"/{state,spool,log,munge,work}
memory=$(awk '/MemTotal/ { print int($2 / 1024 / 2) }' /proc/meminfo) # under the true one
cat >"$D/slurm.conf" <<C
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$D/munge/socket,cred_expire=5
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0,sched_min_interval=0
ReturnToService=2
KillWait=1
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmctldPidFile=$D/slurmctld.pid
SlurmdPidFile=$D/slurmd.pid
SlurmctldLogFile=$D/log/slurmctld.log
SlurmdLogFile=$D/log/slurmd.log
StateSaveLocation=$D/state
SlurmdSpoolDir=$D/spool
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$memory State=UNKNOWN
PartitionName=test Nodes=$host Default=YES MaxTime=INFINITE State=UP
C
echo "CgroupAutomount=no" >"$D/cgroup.conf"
export SLURM_CONF=$D/slurm.conf

stop() {
    status=$?
    trap - EXIT
    scancel -u root >>"$D/log/stop.log" 2>&1 || true
    scontrol shutdown >>"$D/log/stop.log" 2>&1 || true
    for _ in $(seq 50); do
        [ -e "$D/slurmctld.pid" ] || [ -e "$D/slurmd.pid" ] || break
        sleep 0.1
    done
    for daemon in slurmctld slurmd munge/munged; do # by its number, where it did not end
        [ ! -e "$D/$daemon.pid" ] || kill "$(cat "$D/$daemon.pid")" 2>/dev/null || true
    done
    if [ $status -eq 0 ]; then
        rm -rf "$D"
    else
        tail -n 20 "$D"/log/*.log "$D"/work/*.log 2>/dev/null || true
        echo "left for you to look at: $D"
    fi
    exit $status
}
trap stop EXIT

head -c 1024 /dev/urandom >"$D/munge/key"
chmod 700 "$D/munge"
chmod 400 "$D/munge/key"
munged --force --key-file="$D/munge/key" --socket="$D/munge/socket" --num-threads=2 \
    --pid-file="$D/munge/munged.pid" --log-file="$D/log/munged.log" --seed-file="$D/munge/seed"
slurmctld -i
slurmd
for _ in $(seq 100); do
    sinfo -h -t idle -o %n 2>/dev/null | grep -q . && break
    sleep 0.1
done
sinfo -h -t idle -o %n | grep -q . || { echo "Slurm does not come up"; exit 1; }

cd "$D/work"
cp "$source"/scenarios/demo-city/*.csv "$source"/scenarios/demo-city/scenario.yaml .
cat >study.yaml <<Y
scenario: 1
extends: scenario.yaml
placement: {model: mclp, p: 6}
sweep:
  axes: {placement.p: {from: 6, to: 10}, access.service.fast.radius_m: [800, 1200]}
  repeats: 4
Y
export CHARGEPLAN=$program
"$source/scenarios/ci/slurm/submit.sh" study.yaml study 4

# Task 2 is killed with all it runs once it has some of its cases.
for _ in $(seq 300); do
    grep -qs '[2-8] of 10 cases' chargeplan-sweep-*_2.log && break
    sleep 0.02
done
victim=$(pgrep -f -- "sweep study.yaml -o study --shard 2/4") || victim=
[ -n "$victim" ] || { echo "task 2 was over before it could be killed"; exit 1; }
# shellcheck disable=SC2086
kill -9 $victim

for _ in $(seq 600); do
    [ -n "$(squeue -h)" ] || break
    sleep 0.1
done
[ -z "$(squeue -h)" ] || { squeue; echo "jobs do not end"; exit 1; }
grep -q 'queued again' chargeplan-sweep-*_2.log || { echo "task 2 was not queued again"; exit 1; }
grep -q 'of 10 cases stand in the store already' chargeplan-sweep-*_2.log ||
    { echo "task 2 did not go on where it was"; exit 1; }
[ "$(ls study/*.db)" = "study/shard-1-of-4.db
study/shard-2-of-4.db
study/shard-3-of-4.db
study/shard-4-of-4.db
study/study.db" ] || { ls -a study; echo "not the stores that belong there"; exit 1; }

"$program" sweep --export study -o got
"$program" sweep study.yaml -o here 2>/dev/null
"$program" sweep --export here -o want
diff -r want got
[ "$(wc -l <got/runs.csv)" = 41 ]
echo "40 cases as 4 tasks, one killed and queued again: equal to the sweep run here"
