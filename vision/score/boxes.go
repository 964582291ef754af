package score

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"nabij/vision"
	"nabij/vision/assign"
)

// BoxRow is one MOTChallenge row: where a name's box is in a frame.
type BoxRow struct {
	Frame, ID int
	Box       vision.Box // px
}

// ReadBoxes reads MOTChallenge rows; name is what errors call them. Of truth,
// the rows whose seventh number is 0 are left out: they are not to be judged.
func ReadBoxes(name string, r io.Reader, truth bool) ([]BoxRow, error) {
	var rows []BoxRow
	lines := bufio.NewScanner(r)
	for line := 1; lines.Scan(); line++ {
		v, err := motNumbers(lines.Text())
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, line, err)
		}
		if len(v) < 6 || truth && len(v) > 6 && v[6] == 0 {
			continue
		}
		rows = append(rows, BoxRow{int(v[0]), int(v[1]), vision.Box{Left: v[2], Top: v[3], Width: v[4], Height: v[5]}})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return rows, nil
}

func motNumbers(line string) ([]float64, error) {
	var v []float64
	for cell := range strings.SplitSeq(line, ",") {
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		x, err := strconv.ParseFloat(cell, 64)
		if err != nil || math.IsNaN(x) || math.Abs(x) > 1e9 {
			return nil, fmt.Errorf("%q is not a number", cell)
		}
		v = append(v, x)
	}
	return v, nil
}

// Boxes is how well boxes follow those of the truth.
type Boxes struct {
	MOTAPct      float64 `json:"mota_pct"`
	IDF1Pct      float64 `json:"idf1_pct"`
	HOTAPct      float64 `json:"hota_pct"`
	DetAPct      float64 `json:"deta_pct"`
	AssAPct      float64 `json:"assa_pct"`
	RecallPct    float64 `json:"recall_pct"`
	PrecisionPct float64 `json:"precision_pct"`
	Switches     int     `json:"id_switches"`
	TruthRows    int     `json:"truth_rows"`
	TrackRows    int     `json:"track_rows"`
}

// overlaps is one frame: whose boxes they are, counted from 0, and how much
// each two share.
type overlaps struct {
	truth, track []int
	iou          [][]float64
}

// boxTable is the frames of a scene, in order, and how many boxes each name
// has.
type boxTable struct {
	frames       []overlaps
	truth, track []int // boxes of each
}

// MeasureBoxes compares boxes with those of the truth.
func MeasureBoxes(truth, track []BoxRow) Boxes {
	t := newBoxTable(truth, track)
	missed, tooMany, switches := t.clear()
	hota, detA, assA := t.hota()
	n, m := float64(max(1, len(truth))), float64(max(1, len(track)))
	return Boxes{
		MOTAPct:      round(100*(1-float64(missed+tooMany+switches)/n), 1),
		IDF1Pct:      round(200*float64(t.agreed())/float64(max(1, len(truth)+len(track))), 1),
		HOTAPct:      round(100*hota, 1),
		DetAPct:      round(100*detA, 1),
		AssAPct:      round(100*assA, 1),
		RecallPct:    round(100*float64(len(truth)-missed)/n, 1),
		PrecisionPct: round(100*float64(len(track)-tooMany)/m, 1),
		Switches:     switches, TruthRows: len(truth), TrackRows: len(track),
	}
}

func newBoxTable(truth, track []BoxRow) *boxTable {
	t := &boxTable{}
	truthID, trackID := map[int]int{}, map[int]int{}
	truthAt, trackAt := byFrame(truth, boxFrame), byFrame(track, boxFrame)
	for _, frame := range union(truthAt, trackAt) {
		var o overlaps
		o.truth = number(truthAt[frame], truthID, &t.truth)
		o.track = number(trackAt[frame], trackID, &t.track)
		for _, a := range truthAt[frame] {
			row := make([]float64, 0, len(o.track))
			for _, b := range trackAt[frame] {
				row = append(row, a.Box.IoU(b.Box))
			}
			o.iou = append(o.iou, row)
		}
		t.frames = append(t.frames, o)
	}
	return t
}

func boxFrame(b BoxRow) int { return b.Frame }

// number counts names from 0 in the order of their appearance, and their boxes.
func number(rows []BoxRow, ids map[int]int, boxes *[]int) []int {
	var names []int
	for _, r := range rows {
		id, ok := ids[r.ID]
		if !ok {
			id = len(ids)
			ids[r.ID] = id
			*boxes = append(*boxes, 0)
		}
		(*boxes)[id]++
		names = append(names, id)
	}
	return names
}

// half is the overlap from which two boxes are of one person.
const half = 0.5

// clear counts misses, boxes too many and name switches (CLEAR MOT).
func (t *boxTable) clear() (missed, tooMany, switches int) {
	last := map[int]int{}
	for _, o := range t.frames {
		cost := make([][]float64, len(o.truth))
		for i, a := range o.truth {
			cost[i] = make([]float64, len(o.track))
			for j, b := range o.track {
				was, known := last[a]
				switch {
				case o.iou[i][j] < half:
					cost[i][j] = 1e6
				case known && was == b:
					cost[i][j] = -o.iou[i][j] - 1000
				default:
					cost[i][j] = -o.iou[i][j]
				}
			}
		}
		pairs := assign.Least(cost)
		missed, tooMany = missed+len(o.truth), tooMany+len(o.track)
		for i, j := range pairs {
			if j < 0 || o.iou[i][j] < half {
				continue
			}
			missed, tooMany = missed-1, tooMany-1
			if was, known := last[o.truth[i]]; known && was != o.track[j] {
				switches++
			}
			last[o.truth[i]] = o.track[j]
		}
	}
	return missed, tooMany, switches
}

// agreed is the number of boxes that one pairing of names explains (IDF1).
func (t *boxTable) agreed() int {
	together := grid[int](len(t.truth), len(t.track))
	for _, o := range t.frames {
		for i, a := range o.truth {
			for j, b := range o.track {
				if o.iou[i][j] >= half {
					together[a][b]++
				}
			}
		}
	}
	return mostTogether(together)
}

func grid[T any](rows, columns int) [][]T {
	g := make([][]T, rows)
	for i := range g {
		g[i] = make([]T, columns)
	}
	return g
}
