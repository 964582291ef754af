package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestRecogniseSystems(t *testing.T) {
	cases := []struct{ osRelease, want string }{
		{"PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n", apt.name},
		{"ID=ubuntu\nID_LIKE=debian\n", apt.name},
		{"ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", apt.name},
		{"ID=fedora\n", fedora.name},
		{"ID=\"almalinux\"\nID_LIKE=\"rhel centos fedora\"\n", fedora.name},
		{"ID=arch\n", arch.name},
		{"ID=nixos\n", unknown.name},
		{"", unknown.name},
	}
	for _, c := range cases {
		if got := recognise(c.osRelease).name; got != c.want {
			t.Errorf("recognise(%q) = %s, want %s", c.osRelease, got, c.want)
		}
	}
}

func TestPackagesForTestsIncludeThoseForBuilding(t *testing.T) {
	for _, s := range []system{apt, fedora, arch, macOS, unknown} {
		if got, want := len(s.packages(true)), len(s.build)+len(s.test); got != want {
			t.Errorf("%s: %d packages, want %d", s.name, got, want)
		}
		if strings.Contains(strings.Join(s.packages(false), " "), "xdotool") {
			t.Errorf("%s: running must not ask for test packages", s.name)
		}
	}
	if !apt.usesApt() || fedora.usesApt() || macOS.usesApt() {
		t.Error("dev installs by itself through apt alone")
	}
}

func TestMissingPackagesAsksDpkg(t *testing.T) {
	if !hasCommand("dpkg-query") {
		t.Log("no dpkg on this system: everything counts as missing")
	}
	got := missingPackages(t.Context(), []string{"no-such-package-of-nabij"})
	if len(got) != 1 {
		t.Errorf("missing = %v, want the one package that does not exist", got)
	}
}

func TestAgreed(t *testing.T) {
	for answer, want := range map[string]bool{"\n": true, "y\n": true, "Ja\n": true, "n\n": false, "nee\n": false, "": true, "no": false} {
		var out bytes.Buffer
		if got := agreed(strings.NewReader(answer), &out); got != want {
			t.Errorf("agreed(%q) = %v, want %v", answer, got, want)
		}
		if !strings.Contains(out.String(), "[Y/n]") {
			t.Errorf("no question asked")
		}
	}
}

func TestHasDisplay(t *testing.T) {
	env := func(set ...string) func(string) string {
		return func(key string) string {
			for _, s := range set {
				if s == key {
					return ":0"
				}
			}
			return ""
		}
	}
	cases := []struct {
		goos string
		env  func(string) string
		want bool
	}{
		{"linux", env(), false},
		{"linux", env("DISPLAY"), true},
		{"linux", env("WAYLAND_DISPLAY"), false}, // the window speaks X11
		{"darwin", env(), true},
	}
	for _, c := range cases {
		if got := hasDisplay(c.goos, c.env); got != c.want {
			t.Errorf("hasDisplay(%s) = %v, want %v", c.goos, got, c.want)
		}
	}
}

func TestWrongUsage(t *testing.T) {
	for _, args := range [][]string{nil, {"--yes"}, {"fly"}, {"run", "fast"}, {"test", "--fast"}} {
		if err := dispatch(t.Context(), args); err != errUsage {
			t.Errorf("dispatch(%q) = %v, want wrong usage", args, err)
		}
	}
}
