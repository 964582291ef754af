package main

import (
	"bufio"
	"os"
	"runtime"
	"slices"
	"strings"
)

// A system is one kind of machine and how packages come onto it.
type system struct {
	name    string   // as its users call it
	install string   // the command that the package names follow
	build   []string // packages to build and run nabij
	test    []string // further packages for the tests
}

// packages lists what a task needs on this system.
func (s system) packages(forTests bool) []string {
	if forTests {
		return slices.Concat(s.build, s.test)
	}
	return s.build
}

// usesApt tells whether dev itself can install what is missing.
func (s system) usesApt() bool { return strings.HasPrefix(s.install, "apt-get ") }

var (
	// apt: the same names on Debian 12 and 13 and Ubuntu 24.04. Recommended
	// packages are left out: for OpenCV they are nothing nabij uses.
	apt = system{
		name:    "Debian or Ubuntu",
		install: "apt-get install -y --no-install-recommends",
		build: []string{"g++", "pkg-config", "libopencv-dev", "libgl-dev", "libx11-dev", "libxrandr-dev",
			"libxxf86vm-dev", "libxi-dev", "libxcursor-dev", "libxinerama-dev"},
		test: []string{"git", "xvfb", "xauth", "libgl1-mesa-dri", "xdotool", "strace"},
	}
	fedora = system{
		name:    "Fedora",
		install: "sudo dnf install",
		build: []string{"gcc-c++", "pkgconf-pkg-config", "opencv-devel", "mesa-libGL-devel", "libX11-devel",
			"libXrandr-devel", "libXxf86vm-devel", "libXi-devel", "libXcursor-devel", "libXinerama-devel"},
		test: []string{"git", "xorg-x11-server-Xvfb", "xorg-x11-xauth", "mesa-dri-drivers", "xdotool", "strace"},
	}
	// arch: its OpenCV links vtk and hdf5 without requiring them.
	arch = system{
		name:    "Arch Linux",
		install: "sudo pacman -S --needed",
		build: []string{"gcc", "pkgconf", "opencv", "vtk", "hdf5", "mesa", "libx11", "libxrandr", "libxxf86vm",
			"libxi", "libxcursor", "libxinerama"},
		test: []string{"git", "xorg-server-xvfb", "xorg-xauth", "xdotool", "strace"},
	}
	macOS = system{
		name:    "macOS with Homebrew",
		install: "brew install",
		build:   []string{"opencv", "pkgconf"},
	}
	// unknown has no package line; the names are what to look for.
	unknown = system{
		name:  "this system",
		build: []string{"a C++ compiler", "pkg-config", "OpenCV 4.6 to 4.10 with its headers", "the headers of X11, Xrandr, Xxf86vm, Xi, Xcursor, Xinerama and GL"},
		test:  []string{"git", "Xvfb with xvfb-run", "xauth", "Mesa's software GL", "xdotool", "strace"},
	}
)

// thisSystem recognises the machine dev runs on.
func thisSystem() system {
	if runtime.GOOS == "darwin" {
		return macOS
	}
	text, err := os.ReadFile("/etc/os-release")
	if runtime.GOOS != "linux" || err != nil {
		return unknown
	}
	return recognise(string(text))
}

// recognise reads the ID and ID_LIKE fields of an os-release file
// (freedesktop.org, os-release(5)): a derivative counts as what it is like.
func recognise(osRelease string) system {
	var ids []string
	for lines := bufio.NewScanner(strings.NewReader(osRelease)); lines.Scan(); {
		key, value, _ := strings.Cut(lines.Text(), "=")
		if key == "ID" || key == "ID_LIKE" {
			ids = append(ids, strings.Fields(strings.Trim(value, `"'`))...)
		}
	}
	for _, id := range ids {
		switch id {
		case "debian", "ubuntu":
			return apt
		case "fedora":
			return fedora
		case "arch":
			return arch
		}
	}
	return unknown
}
