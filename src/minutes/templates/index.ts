export { detectTemplate, resolveTemplate } from './detect-template.ts';
export { AUTO_TEMPLATE, findTemplate, templateIds, templates } from './find-template.ts';
export { general } from './general.ts';
export { STANDARD_ORDER, type StandardPart, type Template, type TemplateSection, titleIn } from './template.ts';
