package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// source parses every Go file that is no test in the folders that speak.
func source(t *testing.T) map[string]*ast.File {
	t.Helper()
	files, set := map[string]*ast.File{}, token.NewFileSet()
	for _, root := range []string{filepath.Join("..", "..", "canvas"), filepath.Join("..", "..", "cmd", "nabij")} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(set, path, nil, 0)
			files[path] = file
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func TestEverySentenceAskedForExists(t *testing.T) {
	known := catalogue(t, English)
	for path, file := range source(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, is := n.(*ast.CallExpr)
			if !is || len(call.Args) == 0 {
				return true
			}
			method, is := call.Fun.(*ast.SelectorExpr)
			if !is || method.Sel.Name != "Say" {
				return true
			}
			if id, is := call.Args[0].(*ast.BasicLit); is {
				name, _ := strconv.Unquote(id.Value)
				if _, exists := known[name]; !exists {
					t.Errorf("%s asks for %q, which is in no catalogue", path, name)
				}
			}
			return true
		})
	}
}

// Sentences that are not in the catalogues, such as errors, are held to the
// same rule; a sentence is a text with a space in it.
func TestNoSentenceInTheSourceJudges(t *testing.T) {
	for path, file := range source(t) {
		if filepath.Base(path) == "judge.go" {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if _, imports := n.(*ast.ImportSpec); imports {
				return false
			}
			lit, is := n.(*ast.BasicLit)
			if !is || lit.Kind != token.STRING || !strings.Contains(lit.Value, " ") {
				return true
			}
			if word := Judges(lit.Value); word != "" && word != "!" {
				t.Errorf("%s says %s, which judges: %q", path, lit.Value, word)
			}
			return true
		})
	}
}

func TestNothingMakesASound(t *testing.T) {
	for path, file := range source(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, is := n.(*ast.BasicLit); is && (strings.Contains(lit.Value, `\a`) && lit.Value[0] == '"' || strings.Contains(lit.Value, `\x07`)) {
				t.Errorf("%s rings the terminal's bell: %s", path, lit.Value)
			}
			return true
		})
		for _, spec := range file.Imports {
			if strings.Contains(spec.Path.Value, "audio") || strings.Contains(spec.Path.Value, "/oto") || strings.Contains(spec.Path.Value, "beep") {
				t.Errorf("%s imports %s", path, spec.Path.Value)
			}
		}
	}
}
