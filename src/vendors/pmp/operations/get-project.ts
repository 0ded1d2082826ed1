import { project } from '../resources/project.ts';
import { get } from '../verbs/get.ts';

export const getProject = get(project, {
  title: 'Open a project',
  summary: 'Shows everything PMP knows of one project.',
});
