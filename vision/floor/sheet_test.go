package floor

import "testing"

// a4 returns the corners of a sheet at a place, seen nowhere.
func a4(x, y float64) []Correspondence {
	var points []Correspondence
	for _, p := range []Point{{0, 0}, {SheetLongM, 0}, {SheetLongM, SheetShortM}, {0, SheetShortM}} {
		points = append(points, Correspondence{Floor: p.Add(Point{x, y})})
	}
	return points
}

func TestSheetsAmongPoints(t *testing.T) {
	join := func(parts ...[]Correspondence) (all []Correspondence) {
		for _, p := range parts {
			all = append(all, p...)
		}
		return all
	}
	measured := []Correspondence{{Floor: Point{1, 1}}, {Floor: Point{3, 1}}}
	for _, test := range []struct {
		name   string
		points []Correspondence
		want   []sheet
	}{
		{"none", measured, nil},
		{"one holds the frame", a4(1, 1), nil},
		{"nearest to the origin holds it", join(a4(2, 3), a4(-0.1, -0.1), a4(1, 2)), []sheet{0, 8}},
		{"points hold it", join(measured, a4(2, 3), a4(0, 0)), []sheet{2, 6}},
		{"a corner is missing", join(measured, a4(2, 3)[:3]), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := sheetsAmong(test.points)
			if len(got) != len(test.want) {
				t.Fatalf("got %v, want %v", got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("got %v, want %v", got, test.want)
				}
			}
		})
	}
}
