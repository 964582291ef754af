package main

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzProject reads any table of pixels: an error that names the line, or a
// row of metres for every row.
func FuzzProject(f *testing.F) {
	g, err := demoGround()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("u_px,v_px\n320,240\n")
	f.Add("who,v_px,u_px\nA,1e300,-1\n")
	f.Add("u_px,v_px\nNaN,0\n")
	f.Add("u_px,v_px\n1,\"2\n")
	f.Fuzz(func(t *testing.T, text string) {
		var out bytes.Buffer
		err := project(&out, "points.csv", strings.NewReader(text), g.floor)
		if err != nil && !strings.HasPrefix(err.Error(), "points.csv") {
			t.Errorf("the error names no file: %v", err)
		}
		if err == nil && strings.Contains(out.String(), "NaN") {
			t.Errorf("%q: %s", text, &out)
		}
	})
}
