package ribbon

import (
	"runtime"
	"sync"
)

// inRows runs a function for each row, on all processors. Should it panic, that
// becomes the caller's panic, who can end in order.
func inRows(n int, row func(y int)) {
	var wait sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	causes := make([]any, workers)
	for k := range workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			defer func() { causes[k] = recover() }()
			for y := k; y < n; y += workers {
				row(y)
			}
		}()
	}
	wait.Wait()
	for _, cause := range causes {
		if cause != nil {
			panic(cause)
		}
	}
}
