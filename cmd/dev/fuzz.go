package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
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

// checkFuzz runs each target for a few seconds. Targets in a leaf are left to
// their seeds, which the leaves step runs: fuzzing them would compile OpenCV's
// binding a third time.
func (p project) checkFuzz(ctx context.Context, out io.Writer) error {
	targets, err := findTargets(os.DirFS(p.root))
	if err != nil {
		return fmt.Errorf("find fuzz targets: %w", err)
	}
	targets = slices.DeleteFunc(targets, func(t target) bool { return isLeaf("nabij/" + t.folder) })
	for _, t := range targets {
		c := p.withoutCgo("test", "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", fuzzTime, "-parallel", "2", "./"+t.folder)
		if err := c.run(ctx, out); err != nil {
			return fmt.Errorf("%s in %s: %w", t.name, t.folder, err)
		}
	}
	fmt.Fprintf(out, "%d targets\n", len(targets))
	return nil
}
