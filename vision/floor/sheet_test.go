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
		// measured points, which are no sheet's
		measured int
	}{
		{"none", measured, nil, 2},
		{"one holds the frame", a4(1, 1), nil, 0},
		{"nearest to the origin holds it", join(a4(2, 3), a4(-0.1, -0.1), a4(1, 2)), []sheet{0, 8}, 0},
		{"points hold it", join(measured, a4(2, 3), a4(0, 0)), []sheet{2, 6}, 2},
		{"a corner is missing", join(measured, a4(2, 3)[:3]), nil, 5},
	} {
		t.Run(test.name, func(t *testing.T) {
			if n := (&Floor{points: test.points}).Sheets(); len(test.points)-4*n != test.measured {
				t.Errorf("%d sheets among %d points", n, len(test.points))
			}
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
