package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// source parses every Go file that is no test in the folders that speak.
func source(t *testing.T) map[string]*ast.File {
	t.Helper()
	return parsed(t, filepath.Join("..", "..", "canvas"), filepath.Join("..", "..", "cmd", "nabij"))
}

func parsed(t *testing.T, roots ...string) map[string]*ast.File {
	t.Helper()
	files, set := map[string]*ast.File{}, token.NewFileSet()
	for _, root := range roots {
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

// asking are the functions that ask for a sentence by its name, and which of
// their arguments it is. Values follow where withValues says so.
var (
	asking = map[string]int{
		"Say": 0, "Sayf": 0, "tell": 0, "fail": 0, "advice": 0, "misused": 0, "roomFlag": 0, "ask": 0, "askTwice": 0,
		"String": 2, "StringArray": 2, "Bool": 2, "Int": 2, "Uint64": 2, "Float64": 2, "Duration": 2,
	}
	withValues = map[string]bool{"Sayf": true, "tell": true, "fail": true, "advice": true, "misused": true}
)

func TestEverySentenceAskedForExists(t *testing.T) {
	known := catalogue(t, English)
	asked := 0
	for path, file := range source(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, is := n.(*ast.CallExpr)
			if !is {
				return true
			}
			which, is := asking[name(call.Fun)]
			if !is || ofTests(path) || len(call.Args) <= which {
				return true
			}
			lit, is := call.Args[which].(*ast.BasicLit)
			if !is || lit.Kind != token.STRING {
				return true
			}
			id, _ := strconv.Unquote(lit.Value)
			forms, exists := known[id]
			if asked++; !exists {
				t.Errorf("%s asks for %q, which is in no catalogue", path, id)
			}
			if want := len(placesOf(forms["other"])) / 2; withValues[name(call.Fun)] && exists && !call.Ellipsis.IsValid() && len(call.Args)-1 != want {
				t.Errorf("%s gives %q %d values, want %d", path, id, len(call.Args)-1, want)
			}
			return true
		})
	}
	if asked < 600 {
		t.Errorf("only %d sentences are asked for", asked)
	}
}

// A sentence has a space in it, and a word beside its places for values.
func sentence(text string) bool {
	return strings.Contains(text, " ") && plainWord.MatchString(verb.ReplaceAllString(text, " "))
}

var plainWord = regexp.MustCompile(`[a-zà-ÿ]{3,}`)

// literals calls found for every text in the source but for paths of imports
// and tags of fields.
func literals(files map[string]*ast.File, found func(path, text string)) {
	for path, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.Field:
				return n.Tag == nil
			case *ast.BasicLit:
				if n.Kind == token.STRING {
					text, _ := strconv.Unquote(n.Value)
					found(path, text)
				}
			}
			return true
		})
	}
}

var (
	// How a command is written is the same in all languages: names, flags and
	// places for values, of which no two words follow each other.
	placeholder, prose = regexp.MustCompile(`[A-Z]{4,}`), regexp.MustCompile(`[a-z]{2,} [a-z]{2,}`)
	// noSentences are the other texts of the source that are none, or that nobody
	// is told: the program's own name, a command of the system, what stands in
	// files, and slips of its makers, with which it does not start.
	noSentences = regexp.MustCompile(`(?s)^\s*(?:nabij[: ·%].*|%s nabij .*|chmod 600 |#rrggbb |moments\.csv|pairs\.csv|%s %d\.yaml|calibrate |Liberation Sans|` +
		`(?:words|letters|still): the embedded .*)$`)
	markup = regexp.MustCompile(`(?s)^ ?(?:<.*|[%a-z-]+="[^"]*"?.*)$`)
)

// ofTests reports whether a file is not of the program but of its tests.
func ofTests(path string) bool {
	return strings.Contains(path, "testdata") || strings.Contains(path, filepath.Join("canvas", "golden"))
}

func asWritten(text string) bool { return placeholder.MatchString(text) && !prose.MatchString(text) }

// TestNoSentenceOutsideTheCatalogues refuses texts of the program's own in the
// source of what speaks: they are asked for by name, or, where they are made
// below the catalogues, word for word in that of faults.
func TestNoSentenceOutsideTheCatalogues(t *testing.T) {
	known := map[string]bool{}
	for _, forms := range oneCatalogue(t, "faults.", English) {
		known[forms["other"]] = true
	}
	literals(source(t), func(path, text string) {
		if ofTests(path) || filepath.Base(path) == "judge.go" || !sentence(text) || known[text] {
			return
		}
		if !asWritten(text) && !noSentences.MatchString(text) && !markup.MatchString(text) {
			t.Errorf("%s says %q, which is in no catalogue", path, text)
		}
	})
	for _, said := range []string{"there is no picture", "record %q: cut", "Passphrase: of the practice", "a list of FILE"} {
		if !sentence(said) || asWritten(said) || noSentences.MatchString(said) || markup.MatchString(said) {
			t.Errorf("%q passes as no sentence", said)
		}
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

// TestEveryFaultBelowIsInTheCatalogue holds the catalogue of faults to the
// packages that do not know it: what they say where something fails is in it
// word for word, as a sentence or as a part of one.
func TestEveryFaultBelowIsInTheCatalogue(t *testing.T) {
	var all strings.Builder
	for _, forms := range oneCatalogue(t, "faults.", English) {
		all.WriteString("\n" + forms["other"])
	}
	roots := []string{filepath.Join("..", "..", "config")}
	for _, name := range []string{"bubble", "calibrate", "camera", "export", "floor", "opencv", "pipeline", "ribbon", "score", "session", "track"} {
		roots = append(roots, filepath.Join("..", "..", "vision", name))
	}
	held := 0
	literals(parsed(t, roots...), func(path, text string) {
		if !sentence(text) || noFault.MatchString(text) || strings.Contains(path, filepath.Join("camera", "fake")) {
			return
		}
		if held++; !strings.Contains(all.String(), strings.Trim(text, ": ")) {
			t.Errorf("%s says %q, which is not in the catalogue of faults", path, text)
		}
	})
	if held < 350 {
		t.Errorf("only %d faults were found", held)
	}
}

// noFault are texts below the catalogues that are no words for people: what is
// asked of a database, what keys and files are marked with, and what tables hold.
var noFault = regexp.MustCompile(`^(?s:\s*(?:CREATE|SELECT|INSERT|PRAGMA)\b.*|.*\be\.(?:seq|kind)\b.*|nabij (?:record|practice|own|recovery)\b.*|SQLite format.*|` +
	`\^yaml: .*|stand walk .*|centre to centre .*|(?:person|zone|camera|,? ?gocv|OpenCV|ONNX Runtime) ?|, gocv )$`)
