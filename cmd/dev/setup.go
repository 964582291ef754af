package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// setUp brings the machine to where nabij builds, and where its tests run if
// forTests. It returns an error when something is still missing.
func setUp(ctx context.Context, forTests, yes bool) error {
	s := thisSystem()
	if !s.usesApt() {
		return checkOnly(ctx, s, forTests)
	}
	lacking := missingPackages(ctx, s.packages(forTests))
	if len(lacking) == 0 {
		return nil
	}
	line := s.install + " " + strings.Join(lacking, " ")
	prefix, ok := rootPrefix(ctx)
	if !ok {
		return fmt.Errorf("packages are missing, and installing them needs root or sudo; as root, type:\n\n    apt-get update && %s", line)
	}
	fmt.Printf("These packages are missing: %s\n", strings.Join(lacking, " "))
	if !yes && onTerminal() && !agreed(os.Stdin, os.Stdout) {
		return fmt.Errorf("nothing installed; to do it yourself, as root: apt-get update && %s", line)
	}
	return aptInstall(ctx, prefix, line)
}

// missingPackages asks dpkg which of the named packages are not installed.
func missingPackages(ctx context.Context, names []string) []string {
	var lacking []string
	for _, name := range names {
		if name == "g++" && hasCommand("c++") { // clang, or a compiler of one's own
			continue
		}
		out, err := exec.CommandContext(ctx, "dpkg-query", "-W", "-f", "${db:Status-Status} ", name).Output()
		if err != nil || !strings.Contains(" "+string(out), " installed ") {
			lacking = append(lacking, name)
		}
	}
	return lacking
}

// rootPrefix is what to put before a command so that it runs as root: nothing
// for root, sudo where it works. Without a terminal sudo cannot ask for a
// password, so it must work without one.
func rootPrefix(ctx context.Context) (prefix []string, ok bool) {
	if os.Geteuid() == 0 {
		return nil, true
	}
	if !hasCommand("sudo") {
		return nil, false
	}
	if onTerminal() || exec.CommandContext(ctx, "sudo", "-n", "true").Run() == nil {
		return []string{"sudo"}, true
	}
	return nil, false
}

// agreed asks before installing. The end of the input is nobody to ask.
func agreed(in io.Reader, out io.Writer) bool {
	fmt.Fprint(out, "Install them now? [Y/n] ")
	answer, err := bufio.NewReader(in).ReadString('\n')
	answer = strings.ToLower(strings.TrimSpace(answer))
	if err != nil && answer == "" {
		return true
	}
	return answer == "" || answer == "y" || answer == "yes" || answer == "j" || answer == "ja"
}

// aptInstall refreshes the package lists and installs. A list that cannot be
// refreshed (an old third-party source) does not hold up the rest.
func aptInstall(ctx context.Context, prefix []string, line string) error {
	start := time.Now()
	fmt.Println("Installing them; this takes a few minutes.")
	asRoot := slices.Concat(prefix, []string{"env", "DEBIAN_FRONTEND=noninteractive"})
	if err := installer(ctx, slices.Concat(asRoot, []string{"apt-get", "update", "-q"})); err != nil {
		fmt.Println("The package lists could not all be refreshed; going on with those that are here.")
	}
	if err := installer(ctx, slices.Concat(asRoot, strings.Fields(line))); err != nil {
		return fmt.Errorf("install packages: %w", err)
	}
	fmt.Printf("Installed in %s.\n", rounded(time.Since(start)))
	return nil
}

// installer runs a command of the package manager: in full view on a terminal,
// where its progress is worth seeing, else shown only when it fails.
func installer(ctx context.Context, argv []string) error {
	if onTerminal() {
		return loud(ctx, argv...)
	}
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	if err != nil {
		fmt.Fprint(os.Stderr, said.String())
	}
	return err
}

// loud runs a command whose output the user sees.
func loud(ctx context.Context, argv ...string) error {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Run()
}

// checkOnly looks for what nabij needs where dev does not install, by the
// things themselves, and prints the line that brings them.
func checkOnly(ctx context.Context, s system, forTests bool) error {
	lacking := missingThings(ctx, s.name != macOS.name, forTests)
	if len(lacking) == 0 {
		return nil
	}
	said := "missing: " + strings.Join(lacking, ", ")
	if s.install == "" {
		return fmt.Errorf("%s; nabij needs %s", said, strings.Join(s.packages(forTests), ", "))
	}
	line := s.install + " " + strings.Join(s.packages(forTests), " ")
	return errors.New(said + "; on " + s.name + " type:\n\n    " + line + "\n\nnabij is tested with OpenCV 4.6; its binding is known to compile up to 4.10")
}

// missingThings lists commands and pkg-config modules that are not there.
func missingThings(ctx context.Context, x11, forTests bool) []string {
	commands, modules := []string{"c++", "pkg-config"}, []string{"opencv4"}
	if x11 {
		modules = append(modules, "x11", "xrandr", "xxf86vm", "xi", "xcursor", "xinerama", "gl")
	}
	if x11 && forTests {
		commands = append(commands, "xvfb-run", "xauth", "xdotool", "strace")
	}
	var lacking []string
	for _, name := range commands {
		if !hasCommand(name) {
			lacking = append(lacking, name)
		}
	}
	for _, name := range modules {
		if exec.CommandContext(ctx, "pkg-config", "--exists", name).Run() != nil {
			lacking = append(lacking, name+" (headers)")
		}
	}
	return lacking
}

func hasCommand(name string) bool {
	_, err := exec.LookPath(name)
	return err == nil
}

// onTerminal tells whether somebody sits at the input. The null device is a
// character device too, but nobody types there; nor does anybody in CI.
func onTerminal() bool {
	in, err := os.Stdin.Stat()
	if err != nil || in.Mode()&os.ModeCharDevice == 0 || os.Getenv("CI") != "" {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(in, null)
}

// rounded is a duration as a person reads it.
func rounded(d time.Duration) time.Duration {
	if d < time.Minute {
		return d.Round(100 * time.Millisecond)
	}
	return d.Round(time.Second)
}
