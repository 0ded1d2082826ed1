import { project } from '../resources/project.ts';
import { list } from '../verbs/list.ts';

export const listProjects = list(project, { title: 'List projects', summary: 'Shows all projects.' });
