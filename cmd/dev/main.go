package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const usage = `usage: go run ./cmd/dev run  [--yes]
       go run ./cmd/dev test [--yes] [STEP...]
       go run ./cmd/dev fuzz DURATION [TARGET...]

run    installs what is missing, builds nabij and opens its demo
test   installs what is missing and runs every check, or the steps named
fuzz   tries made-up input on every parser, or those named, for so long each
--yes  installs without asking`

// errUsage is wrong usage: exit status 2.
var errUsage = errors.New("wrong usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := dispatch(ctx, os.Args[1:])
	switch {
	case errors.Is(err, errUsage):
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "dev:", err)
		os.Exit(1)
	}
}

// dispatch does what the arguments ask for, in the module's root folder.
func dispatch(ctx context.Context, args []string) error {
	yes := slices.Contains(args, "--yes")
	args = slices.DeleteFunc(slices.Clone(args), func(a string) bool { return a == "--yes" })
	if len(args) == 0 || slices.ContainsFunc(args, func(a string) bool { return strings.HasPrefix(a, "-") }) {
		return errUsage
	}
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	switch {
	case args[0] == "run" && len(args) == 1:
		return runDemo(ctx, root, yes)
	case args[0] == "test":
		return runTests(ctx, root, yes, args[1:])
	case args[0] == "fuzz" && len(args) > 1:
		during, err := time.ParseDuration(args[1])
		if err != nil || during <= 0 {
			return errUsage
		}
		return fuzzLong(ctx, root, during, args[2:])
	}
	return errUsage
}

// moduleRoot is the folder of the go.mod that the command was started under.
func moduleRoot() (string, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("find the project: %w", err)
	}
	mod := strings.TrimSpace(string(out))
	if filepath.Base(mod) != "go.mod" {
		return "", errors.New("find the project: start this inside its folder")
	}
	return filepath.Dir(mod), nil
}
