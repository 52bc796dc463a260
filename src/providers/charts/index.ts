export { createChartDrawer } from './chart-drawer.ts';
