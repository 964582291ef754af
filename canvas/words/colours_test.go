package words

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// ofTheRoom are the variables that hold the colours of ribbons: they are the
// room's and not the program's, and pass untouched.
var ofTheRoom = map[string]bool{"cloth": true}

// TestNoColourInTheSourceIsASignal lists every colour that is written in the
// source, and refuses those that a traffic light has: nothing of the program's
// own can be read as stop or go.
func TestNoColourInTheSourceIsASignal(t *testing.T) {
	found := 0
	for path, file := range source(t) {
		for _, decl := range file.Decls {
			ast.Inspect(decl, func(n ast.Node) bool {
				if v, is := n.(*ast.ValueSpec); is && ofTheRoom[v.Names[0].Name] {
					return false
				}
				call, is := n.(*ast.CallExpr)
				if !is || len(call.Args) != 1 || !strings.HasSuffix(name(call.Fun), "RGB") {
					return true
				}
				lit, is := call.Args[0].(*ast.BasicLit)
				if !is || lit.Kind != token.INT {
					return true
				}
				rgb, err := strconv.ParseUint(lit.Value, 0, 32)
				if err != nil {
					t.Errorf("%s: colour %s: %v", path, lit.Value, err)
				}
				found++
				if signal(uint32(rgb)) {
					t.Errorf("%s: colour %s is a signal's", path, lit.Value)
				}
				return true
			})
		}
	}
	if found < 20 {
		t.Errorf("only %d colours were found", found)
	}
	for _, rgb := range []uint32{0xFF0000, 0xC8402F, 0x00FF00, 0x4E9A57} {
		if !signal(rgb) {
			t.Errorf("%06x passes as no signal", rgb)
		}
	}
}

// name is what is called: "RGB" of canvas.RGB.
func name(fun ast.Expr) string {
	switch fun := fun.(type) {
	case *ast.Ident:
		return fun.Name
	case *ast.SelectorExpr:
		return fun.Sel.Name
	}
	return ""
}

// signal reports whether a colour 0xRRGGBB is a clear red or green.
func signal(rgb uint32) bool {
	r, g, b := int(rgb>>16&0xFF), int(rgb>>8&0xFF), int(rgb&0xFF)
	top, low := max(r, g, b), min(r, g, b)
	if top-low < 50 {
		return false
	}
	hue := 0
	switch top {
	case r:
		hue = (60*(g-b)/(top-low) + 360) % 360
	case g:
		hue = 60*(b-r)/(top-low) + 120
	default:
		hue = 60*(r-g)/(top-low) + 240
	}
	return hue < 20 || hue > 345 || hue > 80 && hue < 170
}

// TestNoColourIsMadeElsewhere holds every colour to the one way that the test
// above sees: nobody writes the parts of one by hand.
func TestNoColourIsMadeElsewhere(t *testing.T) {
	for path, file := range source(t) {
		if filepath.Base(path) == "theme.go" {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, is := n.(*ast.CompositeLit)
			if !is || len(lit.Elts) < 3 {
				return true
			}
			sel, is := lit.Type.(*ast.SelectorExpr)
			if !is || name(sel.X) != "color" {
				return true
			}
			numbers := 0
			for _, e := range lit.Elts {
				if kv, is := e.(*ast.KeyValueExpr); is {
					e = kv.Value
				}
				if _, is := e.(*ast.BasicLit); is {
					numbers++
				}
			}
			if numbers >= 3 {
				t.Errorf("%s makes a colour by hand", path)
			}
			return true
		})
	}
}
