package ribbon

import (
	"sync/atomic"
	"testing"
)

func TestAPanicInARowIsTheCallers(t *testing.T) {
	defer func() {
		if cause := recover(); cause != "row 70" {
			t.Errorf("recovered %v", cause)
		}
	}()
	var rows atomic.Int64
	inRows(200, func(int) { rows.Add(1) })
	if rows.Load() != 200 {
		t.Errorf("%d rows of 200", rows.Load())
	}
	inRows(200, func(y int) {
		if y == 70 {
			panic("row 70")
		}
	})
	t.Error("no panic")
}
