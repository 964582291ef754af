package mesh

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"nabij/canvas"
)

// cover returns how much of a colour a mesh puts at a place: the sum over the
// triangles that hold it.
func cover(m *Mesh, x, y float64) float64 {
	sum, p := 0.0, canvas.XY{X: x, Y: y}
	for i := 0; i < len(m.Indices); i += 3 {
		va, vb, vc := m.Vertices[m.Indices[i]], m.Vertices[m.Indices[i+1]], m.Vertices[m.Indices[i+2]]
		a, b, c := canvas.XY{X: va.X, Y: va.Y}, canvas.XY{X: vb.X, Y: vb.Y}, canvas.XY{X: vc.X, Y: vc.Y}
		total := cross(a, b, c)
		if math.Abs(total) < 1e-9 {
			continue
		}
		u, v, w := cross(b, c, p)/total, cross(c, a, p)/total, cross(a, b, p)/total
		if u >= 0 && v > 0 && w > 0 {
			sum += u*va.Alpha + v*vb.Alpha + w*vc.Alpha
		}
	}
	return sum
}

// weight is the integral of a mesh's alpha, px².
func weight(m *Mesh) float64 {
	sum := 0.0
	for i := 0; i < len(m.Indices); i += 3 {
		va, vb, vc := m.Vertices[m.Indices[i]], m.Vertices[m.Indices[i+1]], m.Vertices[m.Indices[i+2]]
		doubled := cross(canvas.XY{X: va.X, Y: va.Y}, canvas.XY{X: vb.X, Y: vb.Y}, canvas.XY{X: vc.X, Y: vc.Y})
		sum += math.Abs(doubled) / 2 * (va.Alpha + vb.Alpha + vc.Alpha) / 3
	}
	return sum
}

func near(t *testing.T, what string, got, want, off float64) {
	t.Helper()
	if math.Abs(got-want) > off {
		t.Errorf("%s is %.4f, want %.4f", what, got, want)
	}
}

func path(closed bool, xy ...float64) canvas.Path {
	p := canvas.Path{Closed: closed}
	for i := 0; i < len(xy); i += 2 {
		p.Points = append(p.Points, canvas.XY{X: xy[i], Y: xy[i+1]})
	}
	return p
}

func TestFillsWhatIsInsideOnce(t *testing.T) {
	for name, outline := range map[string]canvas.Path{
		"square":          path(true, 10.1, 10.2, 30.1, 10.2, 30.1, 30.2, 10.1, 30.2),
		"other way round": path(true, 10.1, 30.2, 30.1, 30.2, 30.1, 10.2, 10.1, 10.2),
		"repeated points": path(true, 10.1, 10.2, 10.1, 10.2, 30.1, 10.2, 30.1, 30.2, 10.1, 30.2, 10.1, 10.2),
	} {
		var m Mesh
		if !m.Fill(outline) {
			t.Fatalf("%s was not filled", name)
		}
		near(t, name+": area", weight(&m), 400, 0.5)
		near(t, name+": middle", cover(&m, 20.37, 17.91), 1, 1e-6)
		near(t, name+": edge", cover(&m, 10.1, 17.91), 0.5, 1e-3)
		near(t, name+": outside", cover(&m, 8, 17.91), 0, 1e-6)
	}
}

func TestFillsAHollowShape(t *testing.T) {
	var m Mesh
	if !m.Fill(path(true, 0, 0, 40, 0, 40, 40, 30, 40, 30, 10, 10, 10, 10, 40, 0, 40)) {
		t.Fatal("not filled")
	}
	near(t, "within the hollow", cover(&m, 20.3, 25.1), 0, 1e-6)
	near(t, "within the arm", cover(&m, 5.3, 25.1), 1, 1e-6)
}

func TestRefusesAPathThatCrossesItself(t *testing.T) {
	var m Mesh
	if m.Fill(path(true, 0, 0, 20, 20, 20, 0, 0, 20, -9, 10)) || len(m.Indices) > 0 {
		t.Error("a path that crosses itself was filled")
	}
}

func TestLineIsAsWideAsItSays(t *testing.T) {
	for _, width := range []float64{0.4, 1, 3, 12} {
		var m Mesh
		m.Stroke(path(false, 10, 10, 110, 10), width)
		got := 0.0
		for y := -20.0; y < 40; y += 0.01 {
			got += 0.01 * cover(&m, 60.123, y+0.0031)
		}
		near(t, "width", got, width, 0.03)
	}
}

func TestTranslucentLineDoesNotDarkenAtItsCorners(t *testing.T) {
	var m Mesh
	m.Stroke(path(false, 0, 0, 50, 0, 90, 30, 140, 20), 6)
	for x := 48.01; x < 52; x += 0.37 {
		for y := -1.93; y < 2; y += 0.31 {
			near(t, "cover at the corner", cover(&m, x, y+max(0, x-50)*0.375), 1, 0.01)
		}
	}
}

func TestSharpCornerDoesNotStickOut(t *testing.T) {
	var m Mesh
	m.Stroke(path(false, 0, 0, 100, 0, 0, 5), 6)
	for _, v := range m.Vertices {
		if v.X > 100+4.01 {
			t.Fatalf("the corner reaches to %.1f", v.X)
		}
	}
}

func TestDotIsRound(t *testing.T) {
	var m Mesh
	m.Dot(canvas.XY{X: 50, Y: 50}, 20)
	near(t, "area", weight(&m), math.Pi*400, 0.01*math.Pi*400)
	m.Reset()
	m.Stroke(path(false, 50, 50), 40)
	near(t, "area of a line of one point", weight(&m), math.Pi*400, 0.01*math.Pi*400)
}

func TestDashesCoverTheirShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line, gap := rapid.Float64Range(0.5, 40).Draw(t, "line"), rapid.Float64Range(0.5, 40).Draw(t, "gap")
		corner := rapid.Float64Range(-300, 300).Draw(t, "corner")
		whole := path(false, 0, 0, 2000, corner, 4000, 0)
		sum := 0.0
		for _, dash := range Dashes(whole, []float64{line, gap}) {
			sum += length(dash)
		}
		want := length(whole) * line / (line + gap)
		if math.Abs(sum-want) > line+gap {
			t.Fatalf("dashes are %.1f long, want %.1f", sum, want)
		}
	})
	if got := Dashes(path(false, 0, 0, 9, 9), nil); len(got) != 1 {
		t.Errorf("a line without pattern is cut into %d", len(got))
	}
}

func length(p canvas.Path) float64 {
	sum := 0.0
	for i := 1; i < len(p.Points); i++ {
		sum += math.Hypot(p.Points[i].X-p.Points[i-1].X, p.Points[i].Y-p.Points[i-1].Y)
	}
	return sum
}

// TestNothingBreaksIt draws lines through anything, numbers or not.
func TestNothingBreaksIt(t *testing.T) {
	number := rapid.OneOf(rapid.Float64Range(-1e4, 1e4), rapid.SampledFrom([]float64{0, math.NaN(), math.Inf(1)}))
	rapid.Check(t, func(t *rapid.T) {
		p := path(rapid.Bool().Draw(t, "closed"), rapid.SliceOfN(number, 12, 12).Draw(t, "points")...)
		var m Mesh
		m.Stroke(p, number.Draw(t, "width"))
		m.Fill(p)
		for _, i := range m.Indices {
			v := m.Vertices[i]
			if math.IsNaN(v.X + v.Y + v.Alpha) {
				t.Fatalf("vertex %v", v)
			}
		}
	})
}
