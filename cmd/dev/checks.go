package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// The packages that need cgo: the two leaves and the program over them.
var leaves = []string{"nabij/vision/opencv", "nabij/canvas/window", "nabij/cmd/nabij"}

// fuzzTime is how long each fuzz target runs as a check; `dev fuzz` takes longer.
const fuzzTime = 20 * time.Second

// runTests runs every check, or the steps named, and prints each one's time.
func runTests(ctx context.Context, root string, yes bool, names []string) error {
	start := time.Now()
	if err := setUp(ctx, true, yes); err != nil {
		return err
	}
	p, err := load(ctx, root)
	if err != nil {
		return err
	}
	bound, free := p.boundSteps(), p.freeSteps()
	all := slices.Concat(bound, free, []step{p.cleanStep()})
	for _, name := range names {
		if !slices.ContainsFunc(all, func(s step) bool { return s.name == name }) {
			return fmt.Errorf("there is no step %q; the steps are %s", name, stepNames(all))
		}
	}
	r := runLanes(ctx, os.Stdout, pick(bound, names), pick(free, names))
	for _, last := range pick([]step{p.cleanStep()}, names) {
		r.runStep(ctx, last)
	}
	fmt.Printf("whole run: %s\nsteps: %d passed, %d failed\n", rounded(time.Since(start)), r.passed, len(r.failed))
	return r.err()
}

func stepNames(steps []step) string {
	var names []string
	for _, s := range steps {
		names = append(names, s.name)
	}
	return strings.Join(names, " ")
}

// A project is the tree under test.
type project struct {
	root   string
	pure   []string // import paths that build without cgo
	bound  []string // those that need OpenCV or a window
	before []string // git status before the run
}

// load fetches the Go modules and looks at the tree.
func load(ctx context.Context, root string) (project, error) {
	p := project{root: root}
	if err := p.goCommand("mod", "download").run(ctx, os.Stderr); err != nil {
		return p, fmt.Errorf("fetch the Go modules: %w", err)
	}
	all, err := p.goCommand("list", "./...").lines(ctx)
	if err != nil {
		return p, err
	}
	for _, path := range all {
		if isLeaf(path) {
			p.bound = append(p.bound, path)
		} else {
			p.pure = append(p.pure, path)
		}
	}
	p.before, err = command{root: root, argv: []string{"git", "status", "--porcelain"}}.lines(ctx)
	return p, err
}

// isLeaf tells whether a package may need cgo. Folders under the two leaves
// are part of them.
func isLeaf(path string) bool {
	return slices.ContainsFunc(leaves, func(leaf string) bool { return path == leaf || strings.HasPrefix(path, leaf+"/") })
}

func (p project) goCommand(args ...string) command {
	return command{root: p.root, argv: append([]string{"go"}, args...)}
}

// withoutCgo is a go command as on a machine without a C compiler or display.
func (p project) withoutCgo(args ...string) command {
	c := p.goCommand(args...)
	c.env = []string{"CGO_ENABLED=0", "DISPLAY="}
	return c
}

// boundSteps need OpenCV's binding. The race detector and the count of Mats
// left open (build tag matprofile) share one build of it: two builds in all,
// each of minutes on a cold cache.
func (p project) boundSteps() []step {
	return []step{
		{"build", p.goCommand("build", "./...").run},
		{"vet", p.goCommand("vet", "./...").run},
		{"staticcheck", p.goCommand("tool", "staticcheck", "./...").run},
		{"leaves", p.leavesCommand().run},
	}
}

// leavesCommand tests the packages that need cgo: eye, window and program
// (script tests), with the race detector and the count of open Mats. One
// package after the other: two would press keys in each other's windows.
func (p project) leavesCommand() command {
	c := p.goCommand(append([]string{"test", "-race", "-tags", "matprofile", "-count=1", "-p", "1", "-timeout", "25m"}, p.bound...)...)
	if runtime.GOOS == "linux" {
		c.argv = slices.Concat([]string{"xvfb-run", "-a", "-s", "-screen 0 1280x1024x24"}, c.argv)
		c.env = []string{"LIBGL_ALWAYS_SOFTWARE=1"}
	}
	return c
}

// freeSteps need neither OpenCV nor a display.
func (p project) freeSteps() []step {
	return []step{
		{"format", p.checkFormat},
		{"tree", p.checkTree},
		{"modules", p.goCommand("mod", "tidy", "-diff").run},
		{"vet-pure", p.withoutCgo(append([]string{"vet"}, p.pure...)...).run},
		{"unit", p.withoutCgo(append([]string{"test", "-count=1"}, p.pure...)...).run},
		{"fuzz", p.checkFuzz},
		{"race", p.goCommand(append([]string{"test", "-race", "-count=1", "-timeout", "25m"}, p.pure...)...).run},
	}
}

// cleanStep finds files that the checks themselves left behind.
func (p project) cleanStep() step {
	return step{"clean", func(ctx context.Context, out io.Writer) error {
		after, err := command{root: p.root, argv: []string{"git", "status", "--porcelain"}}.lines(ctx)
		if err != nil {
			return err
		}
		if slices.Equal(p.before, after) {
			return nil
		}
		fmt.Fprintf(out, "before:\n%s\nafter:\n%s\n", strings.Join(p.before, "\n"), strings.Join(after, "\n"))
		return errors.New("the checks changed the tree")
	}}
}

// checkFormat lists files that gofmt would change.
func (p project) checkFormat(ctx context.Context, out io.Writer) error {
	files, err := p.tracked(ctx, "*.go")
	if err != nil {
		return err
	}
	odd, err := command{root: p.root, argv: append([]string{"gofmt", "-l"}, files...)}.lines(ctx)
	if err == nil && len(odd) > 0 {
		fmt.Fprintln(out, strings.Join(odd, "\n"))
		err = errors.New("gofmt would change these files")
	}
	return err
}

// tracked lists the files under version control that match, and are there.
func (p project) tracked(ctx context.Context, patterns ...string) ([]string, error) {
	argv := append([]string{"git", "ls-files", "--cached", "--others", "--exclude-standard", "--"}, patterns...)
	files, err := command{root: p.root, argv: argv}.lines(ctx)
	return slices.DeleteFunc(files, func(f string) bool {
		_, err := os.Lstat(p.root + string(os.PathSeparator) + f)
		return err != nil
	}), err
}
