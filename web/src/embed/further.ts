import type { FurtherRequest } from '../engine/plane';
import { type Answer, type Task, Unavailable } from '../engine/service';
import type { Classroom } from '../training/classroom';

/** Answers what a figure's thread is asked beyond functions of the plane: it trains, and nothing else. */
export async function further(
  request: FurtherRequest,
  task: Task,
  classroom: Classroom,
): Promise<Answer> {
  switch (request.kind) {
    case 'train':
      return classroom.train(request, task.clock(), task.progress);
    case 'weights':
      return classroom.weights(request, task.clock(), task.progress);
    default:
      throw new Unavailable(`A figure does not do this: ${request.kind}.`);
  }
}
