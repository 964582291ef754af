package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// The top level is fixed; hidden folders may come and go.
var topLevel = []string{"cmd", "vision", "canvas", "config", "testdata", "go.mod", "go.sum", "README.md", "LICENSE"}

// maxLines is the length from which a file is two.
const maxLines = 450

// Folders that would say nothing of what is in them.
var emptyNames = []string{"util", "utils", "common", "helper", "helpers", "manager", "core", "types"}

// machinePath matches paths that exist on one machine only, and the way out of
// the project's own folder. It is put together so that it does not match here.
var machinePath = regexp.MustCompile(`(^|[\s"'(=:])/` + `(home|root|Users|work|tmp)/\w` + `|\.\./` + `shared`)

// checkTree holds the tree against the rules of the house.
func (p project) checkTree(ctx context.Context, out io.Writer) error {
	files, err := p.tracked(ctx)
	if err != nil {
		return err
	}
	clean := true
	for _, name := range files {
		text, err := os.ReadFile(filepath.Join(p.root, filepath.FromSlash(name)))
		if err != nil {
			return fmt.Errorf("check the tree: %w", err)
		}
		for _, fault := range faults(name, text) {
			clean = false
			fmt.Fprintf(out, "%s: %s\n", name, fault)
		}
	}
	if !clean {
		return errors.New("the tree is not tidy")
	}
	return nil
}

// faults lists what is wrong with one file, named by its slashed path.
func faults(name string, text []byte) []string {
	var found []string
	parts := strings.Split(name, "/")
	if !slices.Contains(topLevel, parts[0]) && !strings.HasPrefix(parts[0], ".") {
		found = append(found, "the top level is fixed; put this into one of its folders")
	}
	for _, folder := range parts[:len(parts)-1] {
		if slices.Contains(emptyNames, folder) {
			found = append(found, fmt.Sprintf("folder name %q says nothing of what is in it", folder))
		}
	}
	if bytes.IndexByte(text, 0) >= 0 || strings.HasPrefix(name, "testdata/") {
		return found
	}
	if lines := bytes.Count(text, []byte("\n")); strings.HasSuffix(name, ".go") && lines > maxLines {
		found = append(found, fmt.Sprintf("%d lines, want at most %d", lines, maxLines))
	}
	for i, line := range strings.Split(string(text), "\n") {
		if m := machinePath.FindString(line); m != "" && !strings.HasPrefix(line, "#!") {
			found = append(found, fmt.Sprintf("line %d: path of one machine: %s", i+1, strings.TrimSpace(m)))
		}
	}
	return found
}
