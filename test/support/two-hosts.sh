# Runs the ssh lines of README.md in the folder $1 on two "hosts": network namespaces joined by a cable, each with a
# name of its own. Start it by `unshare --map-root-user --net --mount --uts`.
set -e
scratch=$(mktemp -d)
ip link set lo up
printf '127.0.0.1 localhost\n10.9.0.1 host0\n10.9.0.2 host1\n' > "$scratch/hosts"
mount --bind "$scratch/hosts" /etc/hosts
hostname host0
unshare --net --uts sh -c "hostname host1; ip link set lo up; touch $scratch/ready; exec sleep 600" &
other=$!
trap 'kill $other; rm -rf "$scratch"' EXIT
until [ -e "$scratch/ready" ]; do sleep 0.1; done
ip link add here type veth peer name there
ip link set there netns $other
ip addr add 10.9.0.1/24 dev here
ip link set here up
nsenter --target $other --net --uts sh -c 'ip addr add 10.9.0.2/24 dev there; ip link set there up'
# ssh for these two.
mkdir "$scratch/bin"
printf '#!/bin/sh\n[ "$1" = host0 ] && exec sh -c "$2"\nexec nsenter --target %s --net --uts sh -c "$2"\n' $other > "$scratch/bin/ssh"
chmod +x "$scratch/bin/ssh"
export PATH="$scratch/bin:$PATH"
cd "$1"
sed -n '/^## Hosts with ssh/,/^## /p' README.md | sed -n '/^```sh/,/^```$/p' | grep -v '```' > "$scratch/lines"
sh "$scratch/lines"
# The last line is host1's; process 0 ends at about the same time.
while pgrep -f 'run.py --coordinator host0' > "$scratch/left"; do sleep 0.2; done
