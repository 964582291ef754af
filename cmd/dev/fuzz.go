package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A target is one fuzz function and the folder of its package.
type target struct {
	folder string // relative to the root, with slashes
	name   string
}

var fuzzFunction = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(\w+ \*testing\.F\)`)

// findTargets lists the fuzz functions of the test files in a tree.
func findTargets(tree fs.FS) ([]target, error) {
	var found []target
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, "_test.go") {
			return nil
		}
		text, err := fs.ReadFile(tree, name)
		for _, m := range fuzzFunction.FindAllSubmatch(text, -1) {
			found = append(found, target{path.Dir(name), string(m[1])})
		}
		return err
	})
	return found, err
}

// checkFuzz runs each target for a while. Targets in a leaf are left to their
// seeds, which the leaves step runs: fuzzing them would compile OpenCV's
// binding a third time.
func (p project) checkFuzz(ctx context.Context, out io.Writer) error {
	targets, err := findTargets(os.DirFS(p.root))
	if err != nil {
		return fmt.Errorf("find fuzz targets: %w", err)
	}
	targets = slices.DeleteFunc(targets, target.inLeaf)
	for _, t := range targets {
		if err := p.fuzz(ctx, out, t, fuzzTime); err != nil {
			return fmt.Errorf("%s in %s: %w", t.name, t.folder, err)
		}
	}
	fmt.Fprintf(out, "%d targets\n", len(targets))
	return nil
}

func (t target) inLeaf() bool { return isLeaf("nabij/" + t.folder) }

// fuzz tries made-up input on one target for so long.
func (p project) fuzz(ctx context.Context, out io.Writer, t target, during time.Duration) error {
	var said bytes.Buffer
	err := p.fuzzCommand(t, during).run(ctx, io.MultiWriter(out, &said))
	if timeWasUp(said.String()) {
		return nil
	}
	return err
}

// outOfTime is what a run says that found nothing but was still at an input
// when its time was up: Go 1.26 takes its own deadline for a failure then
// (golang/go issue 75804, mended in 1.27). A finding, a panic or an input that
// hangs has words of its own in this place.
var outOfTime = regexp.MustCompile(`(?m)^--- FAIL: \w+ \([0-9.]+s\)\n {4}context deadline exceeded\nFAIL$`)

// timeWasUp tells that the only failure of a run is the end of its time.
func timeWasUp(said string) bool {
	return outOfTime.MatchString(said) && strings.Count(said, "--- FAIL") == 1 && !strings.Contains(said, "Failing input written")
}

// fuzzCommand fuzzes one target for so long.
func (p project) fuzzCommand(t target, during time.Duration) command {
	args := []string{"test", "-run", "^$", "-fuzz", "^" + t.name + "$", "-fuzztime", during.String(), "-fuzzminimizetime", "1s", "-parallel", "2", "./" + t.folder}
	if t.inLeaf() {
		return p.goCommand(args...)
	}
	return p.withoutCgo(args...)
}

// fuzzLong fuzzes every target for so long, the leaves' as well, or those that
// are named; it goes on after one that fails.
func fuzzLong(ctx context.Context, root string, during time.Duration, names []string) error {
	targets, err := findTargets(os.DirFS(root))
	if err != nil {
		return fmt.Errorf("find fuzz targets: %w", err)
	}
	if len(names) > 0 {
		targets = slices.DeleteFunc(targets, func(t target) bool { return !slices.Contains(names, t.name) })
	}
	if len(targets) == 0 {
		return fmt.Errorf("there is no fuzz target %s", strings.Join(names, " or "))
	}
	fmt.Printf("%d targets, %s each: %s in all\n", len(targets), during, time.Duration(len(targets))*during)
	p := project{root: root}
	var failed []string
	for _, t := range targets {
		var out bytes.Buffer
		err := p.fuzz(ctx, &out, t, during)
		fmt.Printf("%-16s %-15s %s inputs\n", t.name, t.folder, inputs(out.String()))
		if err != nil {
			fmt.Println(out.String())
			failed = append(failed, t.name)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	if len(failed) > 0 {
		return fmt.Errorf("failed: %s", strings.Join(failed, ", "))
	}
	return nil
}

var execs = regexp.MustCompile(`execs: (\d+)`)

// inputs is how many inputs a run tried, as it says last.
func inputs(said string) string {
	found := execs.FindAllStringSubmatch(said, -1)
	if len(found) == 0 {
		return "no"
	}
	return found[len(found)-1][1]
}
