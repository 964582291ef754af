package main

import (
	"net"
	"os"
	"os/exec"
	"testing"

	"golang.org/x/sys/unix"
)

// TestTheShieldHolds tries, in a process of its own, what a shielded program
// must not be able to do, and what it must.
func TestTheShieldHolds(t *testing.T) {
	if os.Getenv("NABIJ_TEST_SHIELD") == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestTheShieldHolds$", "-test.count=1", "-test.v")
		cmd.Env = append(os.Environ(), "NABIJ_TEST_SHIELD=1", "DISPLAY=")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	dir := t.TempDir()
	if err := shield(); err != nil {
		t.Fatal(err)
	}
	for i := range 8 { // on any thread
		for _, network := range []string{"tcp", "udp"} {
			if c, err := net.Dial(network, listener.Addr().String()); err == nil {
				c.Close()
				t.Fatalf("a connection by %s, %d", network, i)
			}
		}
	}
	for _, family := range []int{unix.AF_INET, unix.AF_INET6, unix.AF_PACKET, unix.AF_NETLINK, unix.AF_BLUETOOTH} {
		if fd, err := unix.Socket(family, unix.SOCK_RAW, 0); err != unix.EACCES {
			t.Errorf("socket of family %d: %d, %v", family, fd, err)
		}
	}
	local, err := net.Listen("unix", dir+"/s")
	if err != nil {
		t.Fatalf("no way to a display: %v", err)
	}
	local.Close()
	out, err := exec.Command("sh", "-c", "ulimit -c").Output()
	if err != nil || string(out) != "0\n" {
		t.Errorf("memory images of %q blocks, %v", out, err)
	}
	if n, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0); n != 0 || err != nil {
		t.Errorf("dumpable %d, %v", n, err)
	}
}

func TestDisplaysThroughTheNetwork(t *testing.T) {
	for display, want := range map[string]bool{":0": false, ":99.0": false, "unix:0": false, "": false, "localhost:10.0": true, "192.168.1.5:0": true} {
		if throughNetwork(display) != want {
			t.Errorf("%q: %v", display, !want)
		}
	}
}
