import { project } from '../resources/project.ts';
import { search } from '../verbs/search.ts';

export const searchProjects = search(project, {
  title: 'Search projects',
  summary: 'Finds projects by name or description.',
  whenNone: 'PMP looks at the name and the description of a project, not at its customer, and matches parts of words.',
  examples: [{ key: 'Solar roof' }],
});
