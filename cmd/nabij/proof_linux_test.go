package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// watched are the system calls by which a program reaches out: to the network,
// and to files that it makes, changes or renames.
const watched = "trace=network,open,openat,openat2,creat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,symlinkat,mknod,mknodat,truncate,umask"

// TestNothingGoesOutAndNothingIsWrittenElsewhere runs whole sessions, kept and
// drawn, off screen and in a window, and reads every system call that they
// made: no socket but to this machine's own display, nothing written but where
// the program was told to, readable by nobody else.
func TestNothingGoesOutAndNothingIsWrittenElsewhere(t *testing.T) {
	home := t.TempDir()
	secret := filepath.Join(home, "secret")
	const passphrase = "never to be told to anybody 4711"
	if err := os.WriteFile(secret, []byte(passphrase+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	room := filepath.Join(home, "room.yaml")
	if err := os.WriteFile(room, roomOfScene(t), 0o600); err != nil {
		t.Fatal(err)
	}
	clip, err := filepath.Abs(filepath.Join("testdata", "scene", "clip.mp4"))
	if err != nil {
		t.Fatal(err)
	}
	record := filepath.Join(home, "r.nabij")
	var said strings.Builder
	for name, args := range map[string][]string{
		"off screen": {"demo", "--offscreen", filepath.Join(home, "demo"), "--for", "4s"},
		"window":     {"live", "--room", room, "--source", clip, "--record", record, "--for", "4s", "--passphrase-file", secret},
	} {
		calls := filepath.Join(t.TempDir(), "calls")
		cmd := exec.Command("strace", append([]string{"-f", "-qq", "-s", "4096", "-e", watched, "-o", calls, "nabij"}, args...)...)
		cmd.Env = append(os.Environ(), "HOME="+home, "TMPDIR="+home, "XDG_DATA_HOME="+filepath.Join(home, "data"),
			"XDG_CONFIG_HOME="+filepath.Join(home, "settings"), "XDG_CACHE_HOME="+filepath.Join(home, "cache"))
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		text, err := os.ReadFile(calls)
		if err != nil {
			t.Fatal(err)
		}
		said.Write(out)
		said.Write(text)
		checkCalls(t, name, home, string(text))
	}
	if strings.Contains(said.String(), passphrase) {
		t.Error("the passphrase was told to the terminal or to the system")
	}
	checkModes(t, home)
	if _, err := os.Stat(record); err != nil {
		t.Error(err)
	}
}

// roomOfScene is the test scene's room.
func roomOfScene(t *testing.T) (room []byte) {
	t.Helper()
	for _, part := range []string{"room.yaml", "zones.yaml"} {
		text, err := os.ReadFile(filepath.Join("testdata", "scene", part))
		if err != nil {
			t.Fatal(err)
		}
		room = append(room, text...)
	}
	return room
}

var (
	socketCall = regexp.MustCompile(`\b(socket|socketpair)\((\w+)`)
	// Calls that reach somebody: an address, unless of this machine.
	address   = regexp.MustCompile(`sa_family=(\w+)`)
	opened    = regexp.MustCompile(`\b(open|openat|openat2|creat)\((?:[\w<>/.-]+, )?"([^"]*)", (.*)`)
	changed   = regexp.MustCompile(`\b(rename|renameat|renameat2|mkdir|mkdirat|link|linkat|symlink|symlinkat|mknod|mknodat|truncate)\(`)
	quoted    = regexp.MustCompile(`"([^"]*)"`)
	forWrites = regexp.MustCompile(`O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)`)
)

// checkCalls reads what strace wrote.
func checkCalls(t *testing.T, name, home, calls string) {
	t.Helper()
	lines := strings.Split(calls, "\n")
	written, alone := 0, false
	for _, line := range lines {
		// A call that another thread's came between is told in two lines.
		alone = alone || strings.Contains(line, "umask(077)") || strings.Contains(line, "umask resumed>")
		if m := socketCall.FindStringSubmatch(line); m != nil && m[2] != "AF_UNIX" {
			t.Errorf("%s: %s", name, line)
		}
		if m := address.FindStringSubmatch(line); m != nil && m[1] != "AF_UNIX" {
			t.Errorf("%s: %s", name, line)
		}
		if m := opened.FindStringSubmatch(line); m != nil && forWrites.MatchString(m[3]) {
			written++
			checkWritten(t, name, home, m[2], line)
			if !alone {
				t.Errorf("%s: written before the mask of modes is 077: %s", name, line)
			}
		}
		if changed.MatchString(line) {
			for _, m := range quoted.FindAllStringSubmatch(line, -1) {
				checkWritten(t, name, home, m[1], line)
			}
		}
	}
	if len(lines) < 100 || written < 3 {
		t.Errorf("%s: %d calls, %d files written: this proves nothing", name, len(lines), written)
	}
}

// checkWritten refuses a path outside of the session's folder; a device holds
// nothing.
func checkWritten(t *testing.T, name, home, path, line string) {
	t.Helper()
	inside := strings.HasPrefix(path, home+"/") || !filepath.IsAbs(path) && !strings.HasPrefix(path, "..")
	if !inside && !strings.HasPrefix(path, "/dev/") {
		t.Errorf("%s: writes elsewhere: %s", name, line)
	}
}

// checkModes looks at everything that is left: files 0600 in folders 0700.
func checkModes(t *testing.T, home string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == home {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if files++; d.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want {
			return errors.Join(err, errors.New(path+": mode "+info.Mode().String()))
		}
		return nil
	})
	if err != nil || files < 8 {
		t.Errorf("%v, in %d files", err, files)
	}
}

// TestTheProofSees gives the reader of system calls what it must not let pass.
func TestTheProofSees(t *testing.T) {
	for _, line := range []string{
		`12 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = -1 EACCES (Permission denied)`,
		`12 sendto(3, "x", 1, 0, {sa_family=AF_INET6, sin6_port=htons(53)}, 28) = 1`,
		`12 openat(AT_FDCWD, "/var/tmp/picture.png", O_RDWR|O_CREAT|O_CLOEXEC, 0600) = 3`,
		`12 renameat(AT_FDCWD, "/srv/x/a", AT_FDCWD, "/mnt/a") = 0`,
	} {
		seen := &testing.T{}
		done := make(chan struct{})
		go func() {
			defer close(done)
			checkCalls(seen, "", "/srv/x", "1 umask(077) = 022\n"+strings.Repeat("1 openat(AT_FDCWD, \"/srv/x/f\", O_WRONLY) = 3\n", 100)+line)
		}()
		<-done
		if !seen.Failed() {
			t.Errorf("not seen: %s", line)
		}
	}
}
