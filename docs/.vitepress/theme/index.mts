import DefaultTheme from 'vitepress/theme'
import { h } from 'vue'
import HomeCode from './HomeCode.vue'
import './style.css'

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'home-hero-image': () => h(HomeCode) }),
}
