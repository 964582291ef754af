package display_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestProgramRunsWithoutADisplay builds a program that links Ebiten and runs
// it without a display, and with the name of one that does not exist.
func TestProgramRunsWithoutADisplay(t *testing.T) {
	program := filepath.Join(t.TempDir(), "linked")
	if out, err := exec.Command("go", "build", "-o", program, "./testdata/linked").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	bare := slices.DeleteFunc(os.Environ(), func(v string) bool {
		return strings.HasPrefix(v, "DISPLAY=") || strings.HasPrefix(v, "WAYLAND_DISPLAY=")
	})
	for name, env := range map[string][]string{"none": bare, "gone": append(bare, "DISPLAY=:4711")} {
		cmd := exec.Command(program)
		cmd.Env = env
		out, err := cmd.CombinedOutput()
		if err != nil || string(out) != "display found: false\n" {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
