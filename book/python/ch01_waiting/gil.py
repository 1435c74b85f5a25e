"""Two threads that compute, and the processor time that they get."""

import threading
import time


def compute():
    sum(n * n for n in range(500_000))


wall, processor = time.perf_counter(), time.process_time()
threads = [threading.Thread(target=compute) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
wall = time.perf_counter() - wall
processor = time.process_time() - processor
print("more than one core at work:", processor > 1.2 * wall)
