package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A ban is an import that the layout forbids. A path that ends in "/..."
// means the folder and all below it.
type ban struct {
	from   string
	except []string
	to     string
	why    string
}

const (
	gocv   = "gocv.io/x/gocv/..."
	ebiten = "github.com/hajimehoshi/ebiten/v2/..."
)

var bans = []ban{
	{from: "nabij/vision", to: "nabij/...", why: "the words of the eye stand below everything that speaks them"},
	{from: "nabij/canvas", to: "nabij/...", why: "a display list must not know what is drawn with it"},
	{from: "nabij/...", except: []string{"nabij/vision/opencv/..."}, to: gocv,
		why: "whoever wants a homography must not link OpenCV"},
	{from: "nabij/...", except: []string{"nabij/canvas/window/..."}, to: ebiten,
		why: "naming any Ebiten identifier panics without a display (hajimehoshi/ebiten#1858)"},
	{from: "nabij/vision/...", to: "nabij/canvas/...", why: "what is seen does not depend on how it is shown"},
	{from: "nabij/vision/...", to: "nabij/config/...", why: "packages take options structs; only cmd reads files of settings"},
	{from: "nabij/vision/...", to: "nabij/cmd/...", why: "commands wire packages together, never the reverse"},
	{from: "nabij/canvas/...", to: "nabij/config/...", why: "packages take options structs; only cmd reads files of settings"},
	{from: "nabij/canvas/...", to: "nabij/cmd/...", why: "commands wire packages together, never the reverse"},
	{from: "nabij/canvas/...", to: "nabij/vision/opencv/...", why: "a picture of the room must draw on a machine without OpenCV"},
	{from: "nabij/canvas/...", to: "nabij/vision/pipeline/...", why: "live and replay give the window the same scenes; it must not know which"},
	{from: "nabij/config/...", to: "nabij/canvas/...", why: "a room file is read the same way with no picture of it"},
	{from: "nabij/config/...", to: "nabij/cmd/...", why: "commands wire packages together, never the reverse"},
	{from: "nabij/cmd/dev/...", to: "nabij/...", why: "dev runs before anything is installed"},
}

// standardOnly are the packages that may use nothing beyond Go itself.
var standardOnly = []string{"nabij/vision", "nabij/canvas", "nabij/cmd/dev"}

// A listed package is what `go list -json` tells about one.
type listed struct {
	ImportPath                         string
	Standard                           bool
	Imports, TestImports, XTestImports []string
	Deps                               []string
}

func (l listed) direct() []string {
	return slices.Concat(l.Imports, l.TestImports, l.XTestImports)
}

// within tells whether an import path falls under a pattern of a ban.
func within(path, pattern string) bool {
	folder, deep := strings.CutSuffix(pattern, "/...")
	return path == folder || deep && strings.HasPrefix(path, folder+"/")
}

// broken lists the bans that a package's imports break.
func broken(l listed) []string {
	var found []string
	for _, b := range bans {
		if !within(l.ImportPath, b.from) || slices.ContainsFunc(b.except, func(e string) bool { return within(l.ImportPath, e) }) {
			continue
		}
		for _, to := range l.direct() {
			if within(to, b.to) && to != l.ImportPath { // an external test imports its own package
				found = append(found, l.ImportPath+" imports "+to+": "+b.why)
			}
		}
	}
	return found
}

// listAll asks the go command about every package of the module. The test
// cache does not see what it reads, hence -count=1 in the steps.
func listAll(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Standard,Imports,TestImports,XTestImports,Deps", "./...")
	cmd.Dir = projectRoot(t)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=1") // else the leaves would hide their imports
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for decoder := json.NewDecoder(strings.NewReader(string(out))); decoder.More(); {
		var l listed
		if err := decoder.Decode(&l); err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	if len(all) < 5 {
		t.Fatalf("go list found %d packages, want the whole house", len(all))
	}
	return all
}

func projectRoot(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func TestImportArrows(t *testing.T) {
	for _, l := range listAll(t) {
		for _, fault := range broken(l) {
			t.Error(fault)
		}
	}
}

func TestStandardLibraryOnly(t *testing.T) {
	for _, l := range listAll(t) {
		if !slices.Contains(standardOnly, l.ImportPath) {
			continue
		}
		for _, dep := range l.Deps {
			first, _, _ := strings.Cut(dep, "/")
			vendored := strings.HasPrefix(dep, "vendor/") // Go's own copy of x packages
			if strings.Contains(first, ".") && !vendored || within(dep, "nabij/...") {
				t.Errorf("%s depends on %s, want the standard library alone", l.ImportPath, dep)
			}
		}
	}
}

// TestPurePackagesStayPure follows every path: a heavy library two imports
// away is as heavy.
func TestPurePackagesStayPure(t *testing.T) {
	for _, l := range listAll(t) {
		if isLeaf(l.ImportPath) {
			continue
		}
		for _, dep := range l.Deps {
			if within(dep, gocv) || within(dep, ebiten) {
				t.Errorf("%s depends on %s, want it in a leaf", l.ImportPath, dep)
			}
		}
	}
}

// TestPurePackagesBuildWithoutCgo compiles them as a machine without a C
// compiler would.
func TestPurePackagesBuildWithoutCgo(t *testing.T) {
	var pure []string
	for _, l := range listAll(t) {
		if !isLeaf(l.ImportPath) {
			pure = append(pure, l.ImportPath)
		}
	}
	cmd := exec.Command("go", append([]string{"build"}, pure...)...)
	cmd.Dir = projectRoot(t)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func TestBansAreSeen(t *testing.T) {
	cases := map[string]listed{
		"root imports ours":     {ImportPath: "nabij/vision", Imports: []string{"nabij/vision/floor"}},
		"gocv outside its leaf": {ImportPath: "nabij/vision/floor", Imports: []string{"gocv.io/x/gocv"}},
		"ebiten in a test":      {ImportPath: "nabij/canvas/still", TestImports: []string{"github.com/hajimehoshi/ebiten/v2"}},
		"eye sees canvas":       {ImportPath: "nabij/vision/track", XTestImports: []string{"nabij/canvas/words"}},
		"canvas knows pipeline": {ImportPath: "nabij/canvas/player", Imports: []string{"nabij/vision/pipeline"}},
		"config from vision":    {ImportPath: "nabij/vision/scene", Imports: []string{"nabij/config"}},
		"dev imports ours":      {ImportPath: "nabij/cmd/dev", Imports: []string{"nabij/vision"}},
	}
	for name, l := range cases {
		if len(broken(l)) == 0 {
			t.Errorf("%s: not seen", name)
		}
	}
	allowed := []listed{
		{ImportPath: "nabij/vision/opencv", Imports: []string{"gocv.io/x/gocv", "nabij/vision"}},
		{ImportPath: "nabij/canvas/window", Imports: []string{"github.com/hajimehoshi/ebiten/v2/inpututil", "nabij/canvas"}},
		{ImportPath: "nabij/vision", XTestImports: []string{"nabij/vision"}},
		{ImportPath: "nabij/cmd/nabij", Imports: []string{"nabij/config", "nabij/canvas/window", "nabij/vision/opencv"}},
	}
	for _, l := range allowed {
		if found := broken(l); len(found) > 0 {
			t.Errorf("allowed import refused: %v", found)
		}
	}
}
